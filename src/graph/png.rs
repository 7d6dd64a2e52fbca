//! Pixels of a sheet.

use std::sync::{Arc, LazyLock};

use anyhow::Context;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

/// The one font, so that pixels are the same on every machine; read when the first picture is drawn.
static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_font_data(include_bytes!("font/DejaVuSans-subset.ttf").to_vec());
    Arc::new(fonts)
});

/// Pixels for each of the sheet's own, so that letters are sharp.
const SCALE: f32 = 2.0;
/// More than any sheet of ours has: 4 bytes each, while it is drawn.
const MOST_PIXELS: u32 = 4_000_000;

/// A sheet as PNG. It takes tens of milliseconds of a processor: not for a thread that serves others.
pub fn png(svg: &str) -> anyhow::Result<Vec<u8>> {
    let options =
        Options { fontdb: FONTS.clone(), font_family: "DejaVu Sans".to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options)?;
    let size = tree.size().to_int_size().scale_by(SCALE).context("a sheet has a size")?;
    anyhow::ensure!(
        u64::from(size.width()) * u64::from(size.height()) <= u64::from(MOST_PIXELS),
        "a sheet of {} by {} pixels",
        size.width(),
        size.height()
    );
    let mut pixels = Pixmap::new(size.width(), size.height()).context("a sheet has pixels")?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    Ok(pixels.encode_png()?)
}
