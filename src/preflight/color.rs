//! Colour spaces as the file declares them, and colours as inks.

use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::function;
use super::light::Look;
use super::pdf::Pdf;

/// How deep spaces may be in each other; two is the most that means anything.
const MOST_DEPTH: usize = 6;
/// Most bytes of an indexed space's table: 256 colours of 32 inks.
const MOST_TABLE: usize = 256 * 32;

/// A colour space (ISO 32000-1, 8.6).
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Space {
    Gray,
    Rgb,
    Cmyk,
    /// Bound to a profile or to CIE values: its name, and how many values a colour has.
    Managed(&'static str, usize),
    /// Separation or `DeviceN`: names of the inks, the space that stands in for them, and its function.
    Spot(Vec<String>, Rc<Space>, Option<Rc<function::Function>>),
    /// A table of colours of another space.
    Indexed(Rc<Space>, Rc<Vec<u8>>),
    /// A pattern; for one without colour, the space of that colour.
    Pattern(Option<Rc<Space>>),
    /// A name that nothing declares.
    Unknown(String),
}

/// A colour as the press would lay it down. Each ink from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Inks {
    pub cmyk: [f32; 4],
    /// All other inks together.
    pub spot: f32,
}

impl Inks {
    /// The sum in per cent (total area coverage).
    pub fn total(&self) -> f32 {
        (self.cmyk.iter().sum::<f32>() + self.spot) * 100.0
    }

    /// How many inks have a part in it.
    pub fn plates(&self) -> usize {
        self.cmyk.iter().filter(|ink| **ink > 0.0).count() + usize::from(self.spot > 0.0)
    }

    pub fn is_white(&self) -> bool {
        self.plates() == 0
    }

    /// Black ink alone at full strength.
    pub fn is_k100(&self) -> bool {
        self.cmyk == [0.0, 0.0, 0.0, 1.0] && self.spot == 0.0
    }
}

/// The space of an entry, by name or declared there. Names are looked up in the resources.
pub(super) fn space(pdf: &Pdf, object: &Object, resources: Option<&Dictionary>) -> Space {
    resolve(pdf, object, resources, 0)
}

/// The space of a name in a content stream.
pub(super) fn named(pdf: &Pdf, name: &str, resources: Option<&Dictionary>) -> Space {
    by_name(pdf, name, resources, 0)
}

fn by_name(pdf: &Pdf, name: &str, resources: Option<&Dictionary>, depth: usize) -> Space {
    match name {
        "DeviceGray" | "G" => return Space::Gray,
        "DeviceRGB" | "RGB" => return Space::Rgb,
        "DeviceCMYK" | "CMYK" => return Space::Cmyk,
        "Pattern" => return Space::Pattern(None),
        _ => {}
    }
    let declared =
        resources.and_then(|r| pdf.dict(r, "ColorSpace")).and_then(|spaces| spaces.get(name.as_bytes()).ok());
    match declared {
        Some(object) => resolve(pdf, object, None, depth + 1),
        None => Space::Unknown(name.to_owned()),
    }
}

fn resolve(pdf: &Pdf, object: &Object, resources: Option<&Dictionary>, depth: usize) -> Space {
    let unknown = || Space::Unknown("without a meaning".to_owned());
    let Some(object) = pdf.resolve(object).filter(|_| depth < MOST_DEPTH) else { return unknown() };
    if let Some(name) = pdf.as_name(object) {
        return by_name(pdf, &name, resources, depth);
    }
    let Ok(items) = object.as_array() else { return unknown() };
    let inner = |at: usize| items.get(at).map(|item| Rc::new(resolve(pdf, item, resources, depth + 1)));
    let Some(kind) = items.first().and_then(|kind| pdf.as_name(kind)) else { return unknown() };
    match kind.as_ref() {
        "ICCBased" => {
            let count = items.get(1).and_then(|i| pdf.as_dict(i)).and_then(|d| pdf.number(d, "N")).unwrap_or(3.0);
            Space::Managed("ICCBased", (count as usize).clamp(1, 4))
        }
        "CalGray" => Space::Managed("CalGray", 1),
        "CalRGB" => Space::Managed("CalRGB", 3),
        "Lab" => Space::Managed("Lab", 3),
        "Separation" | "DeviceN" => {
            let names = match items.get(1).and_then(|names| pdf.resolve(names)) {
                Some(Object::Array(names)) => names.iter().take(32).filter_map(|n| pdf.as_name(n)).collect(),
                Some(name) => pdf.as_name(name).into_iter().collect::<Vec<_>>(),
                None => Vec::new(),
            };
            let tint = items.get(3).and_then(|f| function::Function::read(pdf, f)).map(Rc::new);
            let names = names.into_iter().map(std::borrow::Cow::into_owned).collect();
            inner(2).map_or_else(unknown, |alternate| Space::Spot(names, alternate, tint))
        }
        "Indexed" | "I" => {
            let table = match items.get(3).and_then(|table| pdf.resolve(table)) {
                Some(Object::String(bytes, _)) => bytes.iter().copied().take(MOST_TABLE).collect(),
                Some(Object::Stream(stream)) => pdf.unfold(stream, MOST_TABLE).unwrap_or_default(),
                _ => Vec::new(),
            };
            inner(1).map_or_else(unknown, |base| Space::Indexed(base, Rc::new(table)))
        }
        "Pattern" => Space::Pattern(inner(1)),
        other => by_name(pdf, other, resources, depth),
    }
}

impl Space {
    /// How many values a colour has.
    pub fn values(&self) -> usize {
        match self {
            Space::Gray | Space::Indexed(..) | Space::Unknown(_) => 1,
            Space::Rgb => 3,
            Space::Cmyk => 4,
            Space::Managed(_, count) => *count,
            Space::Spot(names, ..) => names.len().max(1),
            Space::Pattern(inner) => inner.as_ref().map_or(0, |inner| inner.values()),
        }
    }

    /// The colour that holds when the space is chosen.
    pub fn initial(&self) -> Vec<f32> {
        match self {
            Space::Cmyk | Space::Managed(_, 4) => vec![0.0, 0.0, 0.0, 1.0],
            Space::Spot(names, ..) => vec![1.0; names.len()],
            other => vec![0.0; other.values()],
        }
    }

    /// A colour as inks. What is not in inks is separated by the plain formula of ISO 32000-1, 10.3.4.
    pub fn inks(&self, values: &[f32]) -> Inks {
        let value = |at: usize| values.get(at).copied().unwrap_or(0.0).clamp(0.0, 1.0);
        let process = |cmyk: [f32; 4]| Inks { cmyk, spot: 0.0 };
        match self {
            Space::Gray | Space::Managed(_, 1) => process([0.0, 0.0, 0.0, 1.0 - value(0)]),
            Space::Cmyk | Space::Managed(_, 4) => process([0, 1, 2, 3].map(value)),
            Space::Managed("Lab", _) => {
                process([0.0, 0.0, 0.0, 1.0 - (values.first().unwrap_or(&0.0) / 100.0).clamp(0.0, 1.0)])
            }
            Space::Rgb | Space::Managed(..) => {
                let [c, m, y] = [0, 1, 2].map(|at| 1.0 - value(at));
                let k = c.min(m).min(y);
                process([c - k, m - k, y - k, k])
            }
            Space::Spot(names, ..) => spot(names, values),
            Space::Indexed(base, table) => {
                let count = base.values();
                let at = values.first().map_or(0, |v| v.max(0.0) as usize) * count;
                let scale = |byte: &u8| f32::from(*byte) / 255.0;
                table
                    .get(at..at + count)
                    .map_or(Inks::default(), |bytes| base.inks(&bytes.iter().map(scale).collect::<Vec<_>>()))
            }
            Space::Pattern(_) | Space::Unknown(_) => Inks::default(),
        }
    }

    /// What it looks like: spot inks by the colour that stands in for them.
    pub fn look(&self, values: &[f32]) -> Look {
        let level = |at: usize| (values.get(at).unwrap_or(&0.0).clamp(0.0, 1.0) * 255.0).round() as u8;
        match self {
            Space::Gray | Space::Managed(_, 1) => Look::Light([level(0); 3]),
            Space::Managed("Lab", _) => {
                Look::Light([(values.first().unwrap_or(&0.0).clamp(0.0, 100.0) * 2.55) as u8; 3])
            }
            Space::Rgb | Space::Managed(_, 3) => Look::Light([0, 1, 2].map(level)),
            Space::Spot(_, alternate, Some(tint)) => alternate.look(&tint.evaluate(values)),
            Space::Indexed(base, table) => {
                let count = base.values();
                let at = values.first().map_or(0, |v| v.max(0.0) as usize) * count;
                let color = table.get(at..at + count).unwrap_or_default();
                base.look(&color.iter().map(|byte| f32::from(*byte) / 255.0).collect::<Vec<_>>())
            }
            _ => {
                let Inks { cmyk: [c, m, y, k], spot } = self.inks(values);
                Look::Inks([c, m, y, k.max(spot * 0.6)])
            }
        }
    }
}

/// Inks called by name; process inks may be called so too.
fn spot(names: &[String], values: &[f32]) -> Inks {
    let mut inks = Inks::default();
    for (name, value) in names.iter().zip(values) {
        let value = value.clamp(0.0, 1.0);
        match name.as_str() {
            "Cyan" => inks.cmyk[0] = value,
            "Magenta" => inks.cmyk[1] = value,
            "Yellow" => inks.cmyk[2] = value,
            "Black" => inks.cmyk[3] = value,
            "All" => inks.cmyk = [value; 4],
            "None" => {}
            _ => inks.spot += value,
        }
    }
    inks
}
