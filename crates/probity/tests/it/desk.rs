//! What the keeper of an observatory is told about the desk: settings that cannot work, and people who are not there.

use super::program::{place, probity};

const OIDC: &str = "[desk]\norigin = \"https://desk.example.org\"\n[desk.oidc]\nissuer = \"https://sso.example.org\"\n\
                    client_id = \"probity\"\nname = \"Staff sign-on\"\n";

/// An observatory with these settings of the desk.
fn with(settings: &str) -> tempfile::TempDir {
    let place = place();
    probity(place.path(), "init o").well();
    let path = place.path().join("o/probity.toml");
    let text = fs_err::read_to_string(&path).unwrap();
    fs_err::write(&path, format!("{text}\n{settings}")).unwrap();
    place
}

#[test]
fn a_program_that_cannot_do_single_sign_on_does_not_serve_a_desk_that_asks_for_it() {
    if cfg!(feature = "tls") {
        return;
    }
    let place = with(OIDC);
    // Somebody has an account, or there would be nothing to serve.
    probity(place.path(), "desk token --dir o --name analyst").well();
    insta::assert_snapshot!(probity(place.path(), "serve --dir o --port 0").told());
}

#[test]
fn an_address_without_tls_is_no_address_to_sign_in_at() {
    let place = with("[desk]\norigin = \"http://desk.example.org/\"\n");
    let refused = probity(place.path(), "desk token --dir o --name analyst");
    insta::assert_snapshot!(refused.told().replace(&*place.path().to_string_lossy(), ""));
}

#[test]
fn whom_an_issuer_knows_is_tied_to_one_account_that_is_there() {
    let place = with(OIDC);
    for name in ["analyst", "watchdog"] {
        probity(place.path(), &format!("desk token --dir o --name {name}")).well();
    }
    probity(place.path(), "desk link --dir o --name analyst --subject 24400320").well();
    let twice = probity(place.path(), "desk link --dir o --name Analyst --subject 24400320").well();
    let taken = probity(place.path(), "desk link --dir o --name watchdog --subject 24400320");
    let nobody = probity(place.path(), "desk link --dir o --name nobody --subject 24400321");
    insta::assert_snapshot!([twice, taken, nobody].map(|ran| ran.told()).join("\n"));
}
