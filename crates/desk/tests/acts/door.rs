//! The pages before the work keep the same rules, in every language and with every problem.

use crate::browser::problems;
use probity_core::Language;
use probity_desk::{
    AccountPage, KeyRow, SessionRow, SignInPage, TokenPage, account_page, codes_page, sign_in_page, token_page,
};
use probity_publication::gallery::house;

#[test]
fn the_pages_of_the_door_keep_the_rules_and_say_every_problem() {
    let house = house();
    let moment = "2026-11-22T10:00:00Z".parse().unwrap();
    let sessions = [SessionRow { begun: moment, seen: moment, here: true }];
    let keys = [KeyRow { id: "k".into(), name: "<b>cron</b>".into(), created: moment, ends: None }];
    for language in Language::ALL {
        for problem in [None, Some("problem-denied"), Some("problem-nobody-wrote")] {
            let pages = [
                sign_in_page(
                    &house,
                    language,
                    &SignInPage { problem, account: "<b>", form_token: "T", ..Default::default() },
                ),
                token_page(
                    &house,
                    language,
                    &TokenPage {
                        token: "a/b",
                        name: "N",
                        uri: "otpauth://totp/x?secret=S",
                        secret: "S",
                        problem,
                        form_token: "T",
                    },
                ),
                account_page(
                    &house,
                    language,
                    &AccountPage {
                        account: "n",
                        sessions: &sessions,
                        keys: &keys,
                        problem,
                        done: Some("done-key"),
                        new_key: Some("pk_1"),
                        form_token: "T",
                        ..Default::default()
                    },
                ),
                codes_page(&house, language, &["one".into(), "two".into()]),
            ];
            for page in pages {
                let wrong: Vec<String> = problems(language, &page);
                assert_eq!(wrong, Vec::<String>::new(), "{page}");
            }
        }
    }
    let page = token_page(&house, Language::En, &TokenPage { uri: "otpauth://totp/x?secret=S", ..Default::default() });
    assert!(page.contains("otpauth://totp/x?secret=S"));
}
