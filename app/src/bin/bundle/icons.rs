//! The app's mark, drawn once by code: as SVG for browsers, as PNG where a home screen needs pixels.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use anyhow::Result;

use crate::dist::Dist;

/// The picture is a square of this many units.
const SIDE: f64 = 48.0;

/// Ink and its red, green, blue.
type Colour = (&'static str, [u8; 3]);

const GROUND: Colour = ("#0b4f5c", [0x0b, 0x4f, 0x5c]);
const PAPER: Colour = ("#fbf8f2", [0xfb, 0xf8, 0xf2]);
const GOLD: Colour = ("#f2b93b", [0xf2, 0xb9, 0x3b]);

/// A bar with round ends: x and y of the left upper corner, width, height.
const BARS: [([f64; 4], Colour); 3] =
    [([12.0, 26.0, 6.0, 10.0], PAPER), ([21.0, 19.0, 6.0, 17.0], PAPER), ([30.0, 12.0, 6.0, 24.0], GOLD)];

/// Paths of the icons in the build.
pub struct Icons {
    /// For browsers.
    pub svg: String,
    /// 192 × 192.
    pub small: String,
    /// With its ground to the edge, for systems that cut the corners themselves.
    pub maskable: String,
    /// The mark as the page holds it before the app is there.
    pub mark: String,
}

/// Draws the icons into the build.
pub fn add(dist: &mut Dist) -> Result<Icons> {
    Ok(Icons {
        svg: dist.add(None, "icon", "svg", svg(10).into_bytes()),
        small: dist.add(None, "icon-192", "png", png(192, 10.0)?),
        maskable: dist.add(None, "icon-maskable", "svg", svg(0).into_bytes()),
        mark: mark(),
    })
}

/// Its colours come from the stylesheet, as in the app.
fn mark() -> String {
    let bars = BARS.iter().map(|([x, y, width, height], ink)| {
        let class = if *ink == GOLD { "mark-best" } else { "mark-bar" };
        format!(r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="3" class="{class}"/>"#)
    });
    format!(
        r#"<svg class="mark-picture" viewBox="0 0 48 48" aria-hidden="true"><rect width="48" height="48" rx="10" class="mark-ground"/>{}</svg>"#,
        bars.collect::<String>()
    )
}

fn svg(corner: u32) -> String {
    let mut text = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="{corner}" fill="{}"/>"#,
        GROUND.0
    );
    for ([x, y, width, height], (ink, _)) in BARS {
        let _ = write!(
            text,
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{}" fill="{ink}"/>"#,
            width / 2.0
        );
    }
    text + "</svg>\n"
}

/// Whether a point lies in a rectangle with round corners.
fn inside([x, y, width, height]: [f64; 4], radius: f64, px: f64, py: f64) -> bool {
    let dx = (px - x - width / 2.0).abs() - (width / 2.0 - radius);
    let dy = (py - y - height / 2.0).abs() - (height / 2.0 - radius);
    dx.max(0.0).hypot(dy.max(0.0)) + dx.max(dy).min(0.0) <= radius
}

/// Colour and whether there is any at a point.
fn colour(px: f64, py: f64, radius: f64) -> Option<[u8; 3]> {
    if !inside([0.0, 0.0, SIDE, SIDE], radius, px, py) {
        return None;
    }
    let bar = BARS.iter().find(|(bar, _)| inside(*bar, bar[2] / 2.0, px, py));
    Some(bar.map_or(GROUND.1, |(_, ink)| ink.1))
}

/// Four by four samples a pixel are smooth enough.
const SAMPLES: u32 = 4;

fn png(side: u32, radius: f64) -> Result<Vec<u8>> {
    let step = SIDE / f64::from(side * SAMPLES);
    let mut pixels = Vec::new();
    for y in 0..side {
        for x in 0..side {
            let samples = (0..SAMPLES * SAMPLES).map(|n| {
                let px = (f64::from(x * SAMPLES + n % SAMPLES) + 0.5) * step;
                let py = (f64::from(y * SAMPLES + n / SAMPLES) + 0.5) * step;
                colour(px, py, radius)
            });
            pixels.push(mix(samples));
        }
    }
    // A table of the few colours is half of what four bytes a pixel take.
    let colours: Vec<[u8; 4]> = pixels.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let numbers: Result<Vec<u8>, _> = pixels
        .iter()
        .map(|pixel| u8::try_from(colours.binary_search(pixel).expect("each is in the table")))
        .collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(
        colours.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect::<Vec<_>>(),
    );
    encoder.set_trns(colours.iter().map(|[.., opacity]| *opacity).collect::<Vec<_>>());
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.write_header()?.write_image_data(&numbers?)?;
    Ok(bytes)
}

/// The mean of the samples as red, green, blue and opacity.
fn mix(samples: impl Iterator<Item = Option<[u8; 3]>>) -> [u8; 4] {
    let (mut sum, mut hit, mut all) = ([0_u32; 3], 0_u32, 0_u32);
    for sample in samples {
        all += 1;
        if let Some(rgb) = sample {
            hit += 1;
            sum.iter_mut().zip(rgb).for_each(|(sum, part)| *sum += u32::from(part));
        }
    }
    let part = |sum: u32, of: u32| u8::try_from(sum.checked_div(of).unwrap_or(0)).unwrap_or(u8::MAX);
    [part(sum[0], hit), part(sum[1], hit), part(sum[2], hit), part(hit * 255, all)]
}
