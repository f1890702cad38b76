//! The memo as HTML, and the same bytes on any number of threads.

use super::{APPAREL, folder_names, written};

#[test]
fn the_html_is_well_formed_loads_nothing_and_holds_all_pictures() {
    let memo = written(
        &[APPAREL, APPAREL.replace("price = 46", "price = 52").as_str()],
        &["--paths", "200", "--rows", "0"],
    );
    let html = memo.read("memo.html");
    assert!(!html.contains("http"), "no reference to the net");
    assert!(!html.contains("<script") && !html.contains("<link") && !html.contains("url("));
    let body = html.strip_prefix("<!DOCTYPE html>\n").expect("a doctype");
    assert_eq!(unclosed(body), Vec::<String>::new());
    let images = html.matches("<img ").count();
    assert!(6 <= images, "{images}");
    assert_eq!(images, html.matches(" src=\"data:image/svg+xml;base64,").count());
    assert_eq!(images, html.matches("srcset=\"data:image/svg+xml;base64,").count());
    assert_eq!(images, html.matches("<img alt=\"").count());
    assert!(!html.contains("alt=\"\""));
}

/// Tags that are not closed in order.
fn unclosed(html: &str) -> Vec<String> {
    let mut open = Vec::new();
    for part in html.split('<').skip(1) {
        let (tag, _) = part.split_once('>').expect("a tag ends");
        assert!(!tag.contains('<'));
        match (tag.strip_prefix('/'), tag.ends_with('/')) {
            (Some(name), _) => assert_eq!(open.pop().as_deref(), Some(name), "{open:?}"),
            (None, true) => {}
            (None, false) => open.push(tag.split(' ').next().unwrap_or_default().to_owned()),
        }
    }
    open
}

#[test]
fn threads_change_no_byte() {
    let options = ["--paths", "300", "--rows", "100", "--charts", "bands,tornado,compare"];
    let other = APPAREL.replace("price = 46", "price = 52");
    let of = |threads: &str| {
        let memo = written(&[APPAREL, &other], &[&options[..], &["-t", threads]].concat());
        let names = folder_names(&memo.folder.path().join("out"));
        let read = |name: &String| {
            std::fs::read(memo.folder.path().join("out").join(name)).expect("readable")
        };
        names.iter().map(|name| (name.clone(), read(name))).collect::<Vec<_>>()
    };
    let one = of("1");
    for threads in ["2", "7"] {
        let others = of(threads);
        assert_eq!(one.len(), others.len());
        for (one, other) in one.iter().zip(&others) {
            assert!(one == other, "{} differs on {threads} threads", one.0);
        }
    }
}
