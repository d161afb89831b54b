//! Pictures of every kind and drawings: what stands in the print edition and on screens.

use std::sync::Arc;

use leaflet::color::{Cmyk, Srgb};
use leaflet::definition::PrintStandard;
use leaflet::export::{PrintProfile, Resources, png, print, web};
use leaflet::fonts::FontBook;
use leaflet::page::{
    Clip, Coat, Course, Drawing, Gradient, Group, Item, Pages, Paint, Part, PlacedDrawing, PlacedImage, Press, Segment,
    Shape, Sides, Stop, Tint,
};
use leaflet::picture::{Focus, Picture, PictureKind, Pixels};
use leaflet::units::{Point, Pt, Rect};
use lopdf::{Object, Stream};
use moxcms::ColorProfile;

use crate::reading::File;
use crate::sample::{area, sample};

/// The sample with one item in place of all its pictures, on the first page.
fn pages_with(item: Item) -> Pages {
    let mut pages = sample();
    for marked in pages.pages.iter_mut().flat_map(|page| &mut page.content) {
        marked.items.retain(|item| !matches!(item, Item::Image(_)));
    }
    pages.pages[0].content[0].items.push(item);
    pages
}

fn placed(picture: Picture, rect: Rect) -> Item {
    Item::Image(PlacedImage { picture: Arc::new(picture), rect, focus: Focus::default(), runs_off: Sides::default() })
}

fn print_file(pages: &Pages, profile: &PrintProfile) -> File {
    File::read(&print::write(pages, profile, &Resources::new(&FontBook::bundled())).expect("the print edition"))
}

/// The images of a file.
fn images(file: &File) -> Vec<&Stream> {
    let streams = file.0.objects.values().filter_map(|object| object.as_stream().ok());
    streams.filter(|s| s.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Image")).collect()
}

/// The inks of the only picture of the print edition.
fn inks(picture: Picture) -> Vec<u8> {
    let file = print_file(&pages_with(placed(picture, area(40.0, 360.0, 72.0, 72.0))), &PrintProfile::fogra39());
    let images = images(&file);
    assert_eq!(images.len(), 1);
    let space = images[0].dict.get(b"ColorSpace").and_then(Object::as_name).expect("a space");
    assert_eq!(space, b"DeviceCMYK");
    images[0].decompressed_content().expect("samples")
}

/// A square of one colour, 200 pixels a side.
fn flat(color: &[u8]) -> Picture {
    let samples = color.repeat(200 * 200);
    let pixels = match color.len() {
        1 => Pixels::Gray(samples),
        3 => Pixels::Rgb(samples),
        _ => Pixels::Cmyk(samples),
    };
    Picture::new(200, 200, pixels)
}

#[test]
fn a_profile_that_came_with_a_picture_is_honoured() {
    let green = [0, 200, 0];
    let as_srgb = inks(flat(&green));
    let adobe = ColorProfile::new_adobe_rgb().encode().expect("a profile");
    let as_adobe = inks(Picture { profile: Some(adobe), ..flat(&green) });
    assert_ne!(as_srgb[..4], as_adobe[..4], "the same numbers are another green in another space");
    let srgb = ColorProfile::new_srgb().encode().expect("a profile");
    let named = inks(Picture { profile: Some(srgb), ..flat(&green) });
    let apart = |at: usize| named[at].abs_diff(as_srgb[at]);
    assert!((0..4).all(|at| apart(at) <= 3), "{:?} against {:?}", &named[..4], &as_srgb[..4]);
}

#[test]
fn inks_stay_but_for_the_limit() {
    assert_eq!(inks(flat(&[20, 60, 100, 10]))[..4], [20, 60, 100, 10]);
    assert_eq!(inks(flat(&[255; 4]))[..4], [169, 169, 169, 255], "300 % is the most on coated paper");
    let newspaper = PrintProfile::fogra39().with_ink_limit(240.0);
    let file = print_file(&pages_with(placed(flat(&[255; 4]), area(40.0, 360.0, 72.0, 72.0))), &newspaper);
    assert_eq!(images(&file)[0].decompressed_content().expect("samples")[..4], [118, 118, 118, 255]);
}

#[test]
fn no_picture_has_more_ink_than_the_limit() {
    let dark = (0..40_000_u32).flat_map(|at| [(at % 40) as u8, (at / 40 % 40) as u8, (at / 1600) as u8]);
    for kind in [PictureKind::Photo, PictureKind::Graphic] {
        let picture = Picture { kind, ..Picture::new(200, 200, Pixels::Rgb(dark.clone().collect())) };
        let most = inks(picture).chunks(4).map(|p| p.iter().map(|v| u32::from(*v)).sum::<u32>()).max();
        assert!(most <= Some(765), "{kind:?}: {most:?}");
    }
}

#[test]
fn a_picture_that_runs_off_fills_the_bleed_with_itself() {
    // Columns of 256 levels: what is seen at an edge tells which part of the picture stands there.
    let ramp = (0..400).flat_map(|_| (0..800_u32).map(|x| (x * 255 / 799) as u8)).collect();
    let picture = Arc::new(Picture::new(800, 400, Pixels::Gray(ramp)));
    let mut pages = sample();
    let trim = pages.trim;
    let rect = Rect { x: Pt::ZERO, y: Pt::ZERO, width: trim.width, height: trim.width / 3.0 };
    let runs_off = Sides { top: true, right: true, left: true, bottom: false };
    let image = PlacedImage { picture, rect, focus: Focus { x: 0.5, y: 0.0 }, runs_off };
    pages.pages[0].content.truncate(1);
    pages.pages[0].content[0].items = vec![Item::Image(image)];
    pages.pages.truncate(1);
    let file = print_file(&pages, &PrintProfile::fogra39());
    let drawn = file.operations().into_iter().rfind(|op| op.operator == "cm").expect("a place");
    let numbers: Vec<f32> = drawn.operands.iter().map(|v| v.as_float().unwrap_or(f32::NAN)).collect();
    let bleed = 8.503_937;
    assert!(
        (numbers[0].abs() - (trim.width.0 + 2.0 * bleed)).abs() < 0.1,
        "as wide as the page with its bleed: {numbers:?}"
    );
    assert!((numbers[3].abs() - (trim.width.0 / 3.0 + bleed)).abs() < 0.1, "and over the upper edge: {numbers:?}");
    let image = images(&file)[0];
    let side = |key: &[u8]| image.dict.get(key).and_then(Object::as_i64).expect("a side") as f32;
    let wanted = (trim.width.0 + 2.0 * bleed) / (trim.width.0 / 3.0 + bleed);
    assert!((side(b"Width") / side(b"Height") - wanted).abs() < 0.02, "cropped, not stretched");
}

#[test]
fn transparency_is_kept_and_its_mask_is_gray() {
    let mut picture = flat(&[200, 30, 60]);
    picture.alpha = Some((0..40_000).map(|at| if at % 200 < 100 { 255 } else { 0 }).collect());
    let pages = pages_with(placed(picture, area(40.0, 360.0, 72.0, 72.0)));
    let file = print_file(&pages, &PrintProfile::fogra39());
    let masks = images(&file).into_iter().filter(|image| image.dict.has(b"SMask")).count();
    assert_eq!((images(&file).len(), masks), (2, 1));
    let resources = Resources::new(&FontBook::bundled());
    let seen =
        image::load_from_memory(&png::write(&pages, 72.0, &resources).expect("png")[0]).expect("a PNG").into_rgb8();
    assert_eq!(seen.get_pixel(60, 400).0, [200, 30, 60]);
    assert_eq!(seen.get_pixel(100, 400).0, [255; 3], "the paper");
    assert!(web::write(&pages, &resources).is_ok());

    let flattened = print_file(&pages, &PrintProfile::fogra39().with_standard(PrintStandard::X1a));
    let [image] = images(&flattened)[..] else { panic!("one picture, no mask") };
    let inks = image.decompressed_content().expect("samples");
    let row: Vec<&[u8]> = inks.chunks(4).take(200).collect();
    assert_eq!(row[199], [0; 4], "the paper");
    assert!(row[0][1] > 150, "{:?}", row[0]);
}

#[test]
fn screens_show_inks_as_they_look_on_paper() {
    let pages = pages_with(placed(flat(&[255, 0, 0, 0]), area(40.0, 360.0, 72.0, 72.0)));
    let files = png::write(&pages, 72.0, &Resources::new(&FontBook::bundled())).expect("png");
    let [r, g, b] = image::load_from_memory(&files[0]).expect("a PNG").into_rgb8().get_pixel(60, 400).0;
    assert!(r < 40 && (130..190).contains(&g) && b > 190, "cyan of FOGRA39, not of the screen: {:?}", [r, g, b]);
}

/// A square of ten units in a colour.
fn square(left: f32, srgb: [u8; 3], press: Press) -> Part {
    let at = |x: f32, y: f32| Point { x: Pt(left + x), y: Pt(y) };
    let segments = vec![
        Segment::Move(at(0.0, 0.0)),
        Segment::Line(at(10.0, 0.0)),
        Segment::Line(at(10.0, 10.0)),
        Segment::Line(at(0.0, 10.0)),
        Segment::Close,
    ];
    let [r, g, b] = srgb;
    let fill = Tint { srgb: Srgb { r, g, b }, press }.into();
    Part::Shape(Shape { segments, fill: Some(fill), even_odd: false, line: None })
}

#[test]
fn drawings_are_printed_with_the_inks_that_are_declared() {
    let blue = Cmyk { c: 100.0, m: 60.0, y: 0.0, k: 20.0 };
    let drawing = Drawing {
        width: 40.0,
        height: 10.0,
        parts: vec![
            square(0.0, [0, 70, 130], Press::Inks(blue)),
            square(10.0, [0, 0, 0], Press::Converted),
            square(20.0, [128, 128, 128], Press::Converted),
            square(30.0, [0, 70, 130], Press::Spot("PANTONE 288 C".into(), blue)),
        ],
    };
    let rect = area(40.0, 360.0, 80.0, 20.0);
    let item = Item::Drawing(PlacedDrawing { drawing: Arc::new(drawing), rect });
    let pages = pages_with(item);
    let file = print_file(&pages, &PrintProfile::fogra39());
    let fills: Vec<Vec<f32>> = file
        .operations()
        .iter()
        .filter(|op| op.operator == "k")
        .map(|op| op.operands.iter().map(|v| (v.as_float().unwrap_or(f32::NAN) * 100.0).round()).collect())
        .collect();
    assert!(fills.contains(&vec![100.0, 60.0, 0.0, 20.0]), "{fills:?}");
    assert!(fills.contains(&vec![0.0, 0.0, 0.0, 100.0]));
    assert!(fills.iter().any(|f| f[..3] == [0.0; 3] && (40.0..70.0).contains(&f[3])), "gray in black ink: {fills:?}");
    let spot = file
        .0
        .objects
        .values()
        .filter_map(|o| o.as_array().ok())
        .find(|array| array.first().and_then(|name| name.as_name().ok()).is_some_and(|name| name == b"Separation"));
    let spot = spot.expect("a colour space of its own");
    assert_eq!(spot[1].as_name().ok(), Some(b"PANTONE 288 C".as_slice()));
    assert_eq!(spot[2].as_name().ok(), Some(b"DeviceCMYK".as_slice()));
    assert!(!file.operations().iter().any(|op| ["rg", "RG", "g", "G"].contains(&op.operator.as_str())));

    let resources = Resources::new(&FontBook::bundled());
    let screen = File::read(&web::write(&pages, &resources).expect("web"));
    assert!(!screen.operations().iter().any(|op| op.operator == "k"), "no ink on screens");
    let seen =
        image::load_from_memory(&png::write(&pages, 72.0, &resources).expect("png")[0]).expect("a PNG").into_rgb8();
    assert_eq!([45, 65, 85, 105].map(|x| seen.get_pixel(x, 370).0), [[0, 70, 130], [0; 3], [128; 3], [0, 70, 130]]);
}

/// A square of 40 units on a drawing of as many, on the page at 80 points a side.
fn drawn(parts: Vec<Part>) -> Pages {
    let drawing = Drawing { width: 40.0, height: 40.0, parts };
    let rect = area(40.0, 360.0, 80.0, 80.0);
    pages_with(Item::Drawing(PlacedDrawing { drawing: Arc::new(drawing), rect }))
}

fn filled(coat: Coat) -> Part {
    let at = |x: f32, y: f32| Point { x: Pt(x), y: Pt(y) };
    let corners = [(0.0, 0.0), (40.0, 0.0), (40.0, 40.0), (0.0, 40.0)].map(|(x, y)| at(x, y));
    let segments = vec![
        Segment::Move(corners[0]),
        Segment::Line(corners[1]),
        Segment::Line(corners[2]),
        Segment::Line(corners[3]),
        Segment::Close,
    ];
    Part::Shape(Shape { segments, fill: Some(coat), even_odd: false, line: None })
}

fn tint(rgb: [u8; 3], press: Press) -> Tint {
    let [r, g, b] = rgb;
    Tint { srgb: Srgb { r, g, b }, press }
}

/// From left to right over the whole square.
fn gradient(from: Tint, to: Tint) -> Coat {
    let at = |x| Point { x: Pt(x), y: Pt(0.0) };
    let course = Course::Linear { from: at(0.0), to: at(40.0) };
    let stops = vec![Stop { offset: 0.0, tint: from }, Stop { offset: 1.0, tint: to }];
    let paint = Paint::Gradient(Gradient { course, place: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], stops });
    Coat { paint, opacity: 1.0 }
}

/// The functions from two colours to each other, as rounded per cent: C0 and C1.
fn ramps(file: &File) -> Vec<[Vec<i32>; 2]> {
    let ends = |object: &Object| {
        let dict = object
            .as_dict()
            .ok()
            .filter(|dict| dict.get(b"FunctionType").is_ok_and(|kind| kind == &Object::Integer(2)))?;
        let values = |key: &[u8]| {
            let values = dict.get(key).and_then(Object::as_array).ok()?;
            Some(values.iter().map(|v| (v.as_float().unwrap_or(f32::NAN) * 100.0).round() as i32).collect::<Vec<_>>())
        };
        Some([values(b"C0")?, values(b"C1")?])
    };
    file.0.objects.values().filter_map(ends).collect()
}

#[test]
fn gradients_are_drawn_in_inks_and_as_the_screen_mixes_them() {
    let pages = drawn(vec![filled(gradient(tint([255; 3], Press::Converted), tint([0, 70, 130], Press::Converted)))]);
    for standard in [PrintStandard::X4, PrintStandard::X1a] {
        let file = print_file(&pages, &PrintProfile::fogra39().with_standard(standard));
        let mut found = ramps(&file);
        found.sort_by_key(|[from, _]| from.iter().sum::<i32>());
        assert_eq!(found.len(), 16, "the way between the colours is converted in steps");
        assert_eq!(found[0][0], [0, 0, 0, 0], "from bare paper");
        assert!(found.iter().flatten().all(|inks| inks.len() == 4 && inks.iter().sum::<i32>() <= 300));
        assert!(found.windows(2).all(|pair| pair[0][1] == pair[1][0]), "without a step: {found:?}");
    }
    let resources = Resources::new(&FontBook::bundled());
    assert!(web::write(&pages, &resources).is_ok());
    let seen = image::load_from_memory(&png::write(&pages, 72.0, &resources).expect("png")[0]).expect("a PNG");
    let middle = seen.into_rgb8().get_pixel(80, 400).0;
    let wanted = [127, 163, 193];
    assert!(middle.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) < 4), "{middle:?}");
}

#[test]
fn inks_are_mixed_where_a_gradient_leads_to_black_or_between_declared_colours() {
    let blue = Cmyk { c: 100.0, m: 60.0, y: 0.0, k: 20.0 };
    let declared = tint([0, 70, 130], Press::Inks(blue));
    let file = |from: Tint, to: Tint| print_file(&drawn(vec![filled(gradient(from, to))]), &PrintProfile::fogra39());
    let to_black = ramps(&file(declared.clone(), tint([0; 3], Press::Converted)));
    assert_eq!(to_black, [[vec![100, 60, 0, 20], vec![0, 0, 0, 100]]]);
    let grays = ramps(&file(tint([0; 3], Press::Converted), tint([255; 3], Press::Converted)));
    assert!(grays.len() == 16 && grays.iter().flatten().all(|inks| inks[..3] == [0; 3]), "gray is black ink alone");
    let spot = tint([0, 70, 130], Press::Spot("PANTONE 288 C".into(), blue));
    assert_eq!(ramps(&file(spot.clone(), spot)), [[vec![100, 60, 0, 20], vec![100, 60, 0, 20]]]);
}

#[test]
fn what_lets_the_ground_through_does_so_and_not_in_pdf_x1a() {
    let red = || tint([200, 30, 60], Press::Converted);
    let half = Coat { opacity: 0.5, ..red().into() };
    let group = Part::Group(Group { opacity: 0.5, clips: Vec::new(), parts: vec![filled(red().into())] });
    let resources = Resources::new(&FontBook::bundled());
    for part in [filled(half), group] {
        let pages = drawn(vec![part]);
        let seen = image::load_from_memory(&png::write(&pages, 72.0, &resources).expect("png")[0]).expect("a PNG");
        let [r, g, b] = seen.into_rgb8().get_pixel(80, 400).0;
        assert!(r.abs_diff(228) < 3 && g.abs_diff(143) < 3 && b.abs_diff(158) < 3, "{:?}", [r, g, b]);
        assert!(web::write(&pages, &resources).is_ok());
        let file = print_file(&pages, &PrintProfile::fogra39());
        let groups: Vec<&Object> = file
            .0
            .objects
            .values()
            .filter_map(|object| {
                let dict = object.as_dict().or(object.as_stream().map(|stream| &stream.dict)).ok()?;
                dict.get(b"Group").and_then(Object::as_dict).and_then(|group| group.get(b"CS")).ok()
            })
            .collect();
        assert!(groups.iter().all(|space| space.as_name().is_ok_and(|name| name == b"DeviceCMYK")), "{groups:?}");
        let x1a = print::write(&pages, &PrintProfile::fogra39().with_standard(PrintStandard::X1a), &resources);
        assert!(x1a.is_err(), "PDF/X-1a knows no transparency");
    }
}

#[test]
fn a_clip_cuts_what_it_holds() {
    let at = |x: f32, y: f32| Point { x: Pt(x), y: Pt(y) };
    let left = [at(0.0, 0.0), at(20.0, 0.0), at(20.0, 40.0), at(0.0, 40.0)];
    let mut segments = vec![Segment::Move(left[0])];
    segments.extend(left[1..].iter().map(|point| Segment::Line(*point)));
    let clips = vec![Clip { segments, even_odd: false }];
    let parts = vec![filled(tint([200, 30, 60], Press::Converted).into())];
    let pages = drawn(vec![Part::Group(Group { opacity: 1.0, clips, parts })]);
    let resources = Resources::new(&FontBook::bundled());
    let seen =
        image::load_from_memory(&png::write(&pages, 72.0, &resources).expect("png")[0]).expect("a PNG").into_rgb8();
    assert_eq!([60, 100].map(|x| seen.get_pixel(x, 400).0), [[200, 30, 60], [255; 3]]);
    let file = print_file(&pages, &PrintProfile::fogra39().with_standard(PrintStandard::X1a));
    assert!(file.operations().iter().filter(|op| op.operator == "W").count() >= 2, "the sheet and the clip");
}
