//! Whether the browser shows a PDF in a page by a viewer of its own.

use js_sys::Reflect;

/// Browsers that do not say so do: the property is younger than their viewers.
pub fn shows_pdf() -> bool {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).unwrap_or_default();
    let enabled = Reflect::get(&navigator, &"pdfViewerEnabled".into()).ok();
    enabled.and_then(|enabled| enabled.as_bool()).unwrap_or(true)
}
