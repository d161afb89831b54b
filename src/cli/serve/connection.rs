//! One request and one answer over a connection, read against the clock: whoever sends a byte a minute is not waited for.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use super::http::{self, Request, Response};

/// Longest time for a request to come in, from its first byte to its last.
const ASKING: Duration = Duration::from_secs(10);
/// Longest time for an answer to go out; a zip of a whole county has some megabytes.
const ANSWERING: Duration = Duration::from_mins(1);
/// Longest time that what a refused client still sends is taken and thrown away, so that it sees why.
const LEAVING: Duration = Duration::from_millis(500);

/// A connection with a clock: what is not done when the time is over fails.
struct Timed<'a> {
    stream: &'a TcpStream,
    until: Instant,
}

impl Timed<'_> {
    fn new(stream: &TcpStream, patience: Duration) -> Timed<'_> {
        Timed { stream, until: Instant::now() + patience }
    }

    /// The time that is left.
    fn left(&self) -> io::Result<Duration> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(left) }
    }
}

impl Read for Timed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.set_read_timeout(Some(self.left()?))?;
        self.stream.read(buffer)
    }
}

impl Write for Timed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.set_write_timeout(Some(self.left()?))?;
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// Reads a request, has it judged before its body is waited for, answers it, and ends the connection.
pub fn serve(
    stream: &TcpStream,
    judge: impl FnOnce(&Request) -> Option<Response>,
    answer: impl FnOnce(&Request) -> Response,
) {
    if let Some(response) = answered(&mut Timed::new(stream, ASKING), judge, answer) {
        let _ = Timed::new(stream, ANSWERING).write_all(&http::sent(response));
    }
    let _ = stream.shutdown(Shutdown::Write);
    let mut leaving = Timed::new(stream, LEAVING);
    let mut rest = [0; 4096];
    while leaving.read(&mut rest).is_ok_and(|count| count > 0) {}
}

/// The answer to a request that is read from here; none where a browser has gone away, or said nothing in time.
pub fn answered(
    from: &mut impl Read,
    judge: impl FnOnce(&Request) -> Option<Response>,
    answer: impl FnOnce(&Request) -> Response,
) -> Option<Response> {
    match http::head(from) {
        Err(refusal) => refusal,
        Ok(mut head) => match judge(&head.request) {
            Some(response) => Some(response),
            None => match http::body(&mut head, from) {
                Err(refusal) => refusal,
                Ok(()) => Some(answer(&head.request)),
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    /// What comes back for these bytes, with every request admitted that is whole.
    fn asked(bytes: &[u8]) -> String {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let address = listener.local_addr().expect("an address");
        let bytes = bytes.to_vec();
        let client = std::thread::spawn(move || {
            let mut stream = TcpStream::connect(address).expect("a connection");
            // The server may have answered before all is sent.
            let _ = stream.write_all(&bytes);
            let _ = stream.shutdown(Shutdown::Write);
            let mut answer = String::new();
            let _ = stream.read_to_string(&mut answer);
            answer
        });
        let (stream, _) = listener.accept().expect("a client");
        serve(
            &stream,
            |request| (request.path == "/no").then(|| Response::plain(403, "no")),
            |request| Response::ok("text/plain", request.body.clone()),
        );
        drop(stream);
        client.join().expect("an end")
    }

    #[test]
    fn a_request_is_answered_and_the_connection_ends() {
        let answer = asked(b"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\nabc"), "{answer}");
        assert!(answer.contains("Connection: close\r\n") && answer.contains("Content-Length: 3\r\n"), "{answer}");
    }

    #[test]
    fn who_is_refused_is_told_before_the_body_has_come() {
        assert!(asked(b"POST /no HTTP/1.1\r\nContent-Length: 900000\r\n\r\n{").starts_with("HTTP/1.1 403 "));
        assert!(asked(b"POST /x HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n{").starts_with("HTTP/1.1 413 "));
    }

    #[test]
    fn the_clock_ends_a_connection_that_says_too_little() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let _client = TcpStream::connect(listener.local_addr().expect("an address")).expect("a connection");
        let (stream, _) = listener.accept().expect("a client");
        let over = Timed { stream: &stream, until: Instant::now() }.read(&mut [0; 8]);
        assert_eq!(over.map_err(|error| error.kind()), Err(io::ErrorKind::TimedOut));
        let soon = Timed::new(&stream, Duration::from_millis(20)).read(&mut [0; 8]);
        assert!(soon.is_err_and(|error| matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock)));
    }
}
