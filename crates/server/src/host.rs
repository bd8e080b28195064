//! The site's own address as the reader used it. A `Host` header is somebody else's text and ends up in the sitemap,
//! so only what can be a host is taken.

/// Longest host with port: 253 letters of a name, a colon, five digits.
const LENGTH_MAX: usize = 259;

/// `http://host` without trailing slash; `None` when the header cannot be a host.
pub(crate) fn base(header: &str) -> Option<String> {
    let (name, port) = match header.strip_prefix('[') {
        Some(rest) => {
            let (address, rest) = rest.split_once(']')?;
            let fine = address.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':' || byte == b'.');
            (fine && !address.is_empty()).then_some(())?;
            (address, rest.strip_prefix(':').or_else(|| rest.is_empty().then_some("0"))?)
        }
        None => header.split_once(':').unwrap_or((header, "0")),
    };
    let letters = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:".contains(&byte);
    let fine =
        !name.is_empty() && header.len() <= LENGTH_MAX && name.bytes().all(letters) && port.parse::<u16>().is_ok();
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    (fine && digits).then(|| format!("http://{header}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_taken_and_other_texts_are_not() {
        for host in ["localhost", "127.0.0.1:8080", "observatory.example", "[::1]:80", "[::1]"] {
            assert_eq!(base(host), Some(format!("http://{host}")));
        }
        for text in ["", "a b", "a/b", "a\"><x", "a:99999", "a:", "[::1", "[x]", "user@host", "a:80:80", "a:+8", "é"] {
            assert_eq!(base(text), None, "{text}");
        }
    }
}
