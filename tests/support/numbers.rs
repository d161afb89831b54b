//! Numbers that look like chance and are the same every time.

/// A generator of numbers (Marsaglia, Xorshift RNGs, 2003).
pub struct Numbers(u64);

impl Numbers {
    /// Other numbers for every seed.
    pub fn new(seed: u64) -> Numbers {
        Numbers(0x9e37_79b9_7f4a_7c15 + seed)
    }

    /// A number below the limit; 0 below 0.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}
