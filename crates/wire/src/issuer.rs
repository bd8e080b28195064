//! The way to the issuer of a single sign-on: a few short answers from the one the observatory names, over TLS unless it is
//! on this machine. It follows no redirects and waits no longer than somebody at the door would.

use std::time::Duration;
use ureq::tls::{RootCerts, TlsConfig};

/// How long an issuer may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The longest answer that is read, in bytes; lists of keys are a few thousand.
const LONGEST: u64 = 1 << 18;

/// Asks issuers.
#[derive(Debug, Clone)]
pub struct Outgoing {
    agent: ureq::Agent,
}

impl Default for Outgoing {
    fn default() -> Self {
        crate::choose_cryptography();
        let configured = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .max_redirects(0)
            .http_status_as_error(false)
            .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
            .build();
        Self { agent: ureq::Agent::new_with_config(configured) }
    }
}

type Response = ureq::http::Response<ureq::Body>;

fn read(address: &str, answered: Result<Response, ureq::Error>) -> Result<(u16, Vec<u8>), String> {
    let failed = |error: ureq::Error| format!("{address}: {error}");
    let mut answered = answered.map_err(failed)?;
    let bytes = answered.body_mut().with_config().limit(LONGEST).read_to_vec().map_err(failed)?;
    Ok((answered.status().as_u16(), bytes))
}

impl Outgoing {
    /// What stands at an address.
    ///
    /// # Errors
    /// In English, with the address: when it cannot be reached, or answers anything but 200.
    pub fn get(&self, address: &str) -> Result<Vec<u8>, String> {
        match read(address, self.agent.get(address).header("accept", "application/json").call())? {
            (200, bytes) => Ok(bytes),
            (status, _) => Err(format!("{address} answers {status}")),
        }
    }

    /// The status and the answer to a form; `authorization` is a header's value.
    ///
    /// # Errors
    /// In English, with the address: when it cannot be reached.
    pub fn post(&self, address: &str, form: &str, authorization: Option<&str>) -> Result<(u16, Vec<u8>), String> {
        let mut asked = self.agent.post(address).header("accept", "application/json");
        if let Some(value) = authorization {
            asked = asked.header("authorization", value);
        }
        read(address, asked.content_type("application/x-www-form-urlencoded").send(form))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;

    /// An issuer that answers each request once, and what it was asked.
    fn issuer(answers: Vec<&'static str>) -> (String, std::thread::JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let served = std::thread::spawn(move || {
            let answered = answers.into_iter().map(|answer| {
                let (mut stream, _) = listener.accept().unwrap();
                let mut asked = Vec::new();
                let mut buffer = [0; 4096];
                while !asked.ends_with(b"\r\n\r\n") && !asked.ends_with(b"code=c0de") {
                    let read = stream.read(&mut buffer).unwrap();
                    asked.extend(&buffer[..read]);
                }
                stream.write_all(answer.as_bytes()).unwrap();
                String::from_utf8(asked).unwrap()
            });
            answered.collect()
        });
        (address, served)
    }

    #[test]
    fn an_issuer_is_asked_plainly_and_sends_nobody_elsewhere() {
        let (address, served) = issuer(vec![
            "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}",
            "HTTP/1.1 302 Found\r\nlocation: http://192.0.2.1/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
            "HTTP/1.1 400 Bad Request\r\ncontent-length: 3\r\nconnection: close\r\n\r\nbad",
        ]);
        let wire = Outgoing::default();
        assert_eq!(wire.get(&format!("{address}/about")), Ok(b"{}".to_vec()));
        assert!(wire.get(&format!("{address}/moved")).unwrap_err().ends_with("answers 302"));
        let posted = wire.post(&format!("{address}/token"), "code=c0de", Some("Basic eDp5"));
        assert_eq!(posted, Ok((400, b"bad".to_vec())), "a refusal is an answer");
        let asked = served.join().unwrap();
        assert!(asked[0].starts_with("GET /about HTTP/1.1\r\n"));
        assert!(asked[2].contains("application/x-www-form-urlencoded") && asked[2].contains("Basic eDp5"));
        assert!(wire.get(&format!("{address}/gone")).unwrap_err().contains("/gone"), "nobody is there any more");
    }
}
