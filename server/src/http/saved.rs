//! How a browser is to take a file: shown or saved, and under which name.

use axum::http::HeaderValue;

/// `inline` or `attachment`, with the name in any script.
pub fn disposition(how: &str, name: &str) -> HeaderValue {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let name: String = name
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    let value = format!("{how}; filename*=UTF-8''{name}");
    HeaderValue::from_str(&value).unwrap_or(HeaderValue::from_static("attachment"))
}
