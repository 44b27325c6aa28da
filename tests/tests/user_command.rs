//! `hailong user`, and the first start of an empty installation: how somebody comes in who has no password yet.

#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use tests::http;
use tests::program::{Program, free_address, run};

/// The only address in what a command printed.
fn link(output: &str) -> String {
    let lines: Vec<&str> = output.lines().filter(|line| line.contains("/invitation/")).collect();
    assert_eq!(lines.len(), 1, "{output}");
    let address = lines[0].split_whitespace().find(|word| word.contains("/invitation/")).unwrap();
    address.to_owned()
}

#[tokio::test]
async fn the_first_start_of_an_empty_installation_lets_the_first_administrator_in() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("empty.db").display());
    let mut program = Program::start(&url, &[]);
    program.ready().await;
    let address = link(&program.output());
    let path = address.split_once("/invitation/").unwrap().1;
    let page = http::get(program.address(), &format!("/invitation/{path}")).await.unwrap();
    assert_eq!(page.status, 200);
    assert!(page.text().contains("admin"));
    program.kill();

    // Another start makes no further account, and the link goes on working.
    let mut program = Program::start(&url, &[]);
    program.ready().await;
    assert!(!program.output().contains("/invitation/"), "{}", program.output());
    assert_eq!(http::get(program.address(), &format!("/invitation/{path}")).await.unwrap().status, 200);

    let added =
        run(&["user", "add", "le.an", "--role", "auditor", "--database-url", &url, "--public-url", "https://hailong.example/"]);
    assert!(added.success, "{added:?}");
    assert!(link(&added.output).starts_with("https://hailong.example/invitation/"));
    for (words, why) in [
        (&["user", "add", "le.an", "--role", "analyst"][..], "already"),
        (&["user", "add", "Lê An", "--role", "analyst"], "no name"),
        (&["user", "add", "binh", "--role", "analyst", "--unit", "nowhere"], "no unit"),
        (&["user", "link", "nobody"], "no account"),
    ] {
        let refused = run(&[words, &["--database-url", &url]].concat());
        assert!(!refused.success && refused.errors.contains(why), "{words:?}: {refused:?}");
    }
    let again = run(&["user", "link", "admin", "--database-url", &url]);
    assert_ne!(link(&again.output), address);
    assert_eq!(
        http::get(program.address(), &format!("/invitation/{path}")).await.unwrap().status,
        410,
        "the earlier link is gone"
    );
    let check = run(&["check", "--database-url", &url]);
    assert!(check.success && check.output.contains("the chain holds"), "{check:?}");
}

#[tokio::test]
async fn the_staff_may_have_a_door_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("two-doors.db").display());
    let inside = free_address();
    let mut program = Program::start(&url, &["--staff-listen", &inside]);
    program.ready().await;
    for path in ["/sign-in", "/account", "/manage/users", "/invitation/x"] {
        assert_eq!(http::get(program.address(), path).await.unwrap().status, 404, "{path} outside");
        assert_ne!(http::get(&inside, path).await.unwrap().status, 404, "{path} inside");
    }
    for address in [program.address(), &inside] {
        assert_eq!(http::get(address, "/results").await.unwrap().status, 200);
    }
    assert!(program.stop().success());
}
