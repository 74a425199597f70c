//! Files as a unit's people have them: a PDF of any length that viewers show, with a script in it that reaches for the page.

use std::fmt::Write as _;

/// A PDF of about so many bytes, another for each `n`.
pub fn pdf(n: u64, bytes: usize) -> Vec<u8> {
    let text = format!("BT /F1 36 Tf 72 700 Td (Ke hoach so {n}) Tj ET");
    let mut state = n + 1;
    let mut noise = Vec::with_capacity(bytes);
    while noise.len() < bytes {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        noise.extend((state >> 16).to_le_bytes().map(|byte| byte | 1));
    }
    let stream = |dictionary: &str, bytes: &[u8]| {
        let head = format!("<< {dictionary} /Length {} >>\nstream\n", bytes.len());
        [head.as_bytes(), bytes, b"\nendstream"].concat()
    };
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (top.document.body.dataset.ran = 1;) >> >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_vec(),
        stream("", text.as_bytes()),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_vec(),
        stream("", &noise),
    ];
    let (mut file, mut references) = (b"%PDF-1.4\n".to_vec(), String::from("0000000000 65535 f \n"));
    for (nth, object) in objects.iter().enumerate() {
        let _ = writeln!(references, "{:010} 00000 n ", file.len());
        file.extend(format!("{} 0 obj\n", nth + 1).bytes().chain(object.iter().copied()));
        file.extend(b"\nendobj\n");
    }
    let (start, size) = (file.len(), objects.len() + 1);
    let end = format!(
        "xref\n0 {size}\n{references}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    file.extend(end.bytes());
    file
}
