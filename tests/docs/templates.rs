//! Beginning a scenario from a template.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use shortrun::input::load;
use shortrun::input::templates::ALL;

fn shortrun(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("shortrun")
        .expect("the program is built")
        .current_dir(folder)
        .args(args)
        .output()
        .expect("it starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.code().expect("it ends"), text(output.stdout), text(output.stderr))
}

#[test]
fn each_template_is_begun_and_runs() {
    let folder = tempfile::tempdir().expect("a folder");
    for template in ALL {
        let args = ["init", template.name, "--template", template.name];
        let (code, out, err) = shortrun(folder.path(), &args);
        assert_eq!((code, err.as_str()), (0, ""));
        let name = template.name;
        let said = format!(
            "{name}.toml written from the template `{name}`: {}.\nNext: shortrun run {name}.toml\n",
            template.about
        );
        assert_eq!(out, said);
        let file = format!("{name}.toml");
        let text = fs::read_to_string(folder.path().join(&file)).expect("written");
        assert!(text.starts_with("# Begun from the template"), "{text}");
        let (scenario, warnings) = load(&file, &text).expect("it is read");
        assert_eq!((scenario.name.as_str(), warnings.is_empty()), (name, true));
        let (shipped, _) = load("shipped.toml", template.text).expect("it is read");
        assert_eq!(format!("{:?}", scenario.operator), format!("{:?}", shipped.operator));
        let args = ["run", &file, "-n", "50", "--charts", "none", "-q"];
        let (code, _, err) = shortrun(folder.path(), &args);
        assert_eq!((code, err.as_str()), (0, ""));
    }
}

#[test]
fn a_file_that_is_there_is_not_replaced_unless_forced() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("acme.toml"), "mine").expect("written");
    let (code, out, err) = shortrun(folder.path(), &["init", "acme"]);
    let said = "shortrun: acme.toml is there already; --force replaces it\n";
    assert_eq!((code, out.as_str(), err.as_str()), (2, "", said));
    let read = || fs::read_to_string(folder.path().join("acme.toml")).expect("readable");
    assert_eq!(read(), "mine");
    assert_eq!(shortrun(folder.path(), &["init", "acme", "--force"]).0, 0);
    assert!(read().contains("\nname = \"acme\"\n"));
}

#[test]
fn a_path_and_an_unusual_name_are_taken_as_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = "plans/Ann \"Bee\" & son's";
    let (code, out, err) = shortrun(folder.path(), &["init", name, "--template", "food"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let next = "Next: shortrun run 'plans/Ann \"Bee\" & son'\\''s.toml'\n";
    assert!(out.ends_with(next), "{out}");
    let text = fs::read_to_string(folder.path().join(format!("{name}.toml"))).expect("written");
    let (scenario, _) = load("plan.toml", &text).expect("it is read");
    assert_eq!(scenario.name, "Ann \"Bee\" & son's");
    for wrong in ["", "plans/", " acme", ".toml", "a\nb"] {
        let (code, _, err) = shortrun(folder.path(), &["init", wrong]);
        assert_eq!(code, 2, "{wrong}: {err}");
    }
    let (code, _, err) = shortrun(folder.path(), &["init", "acme", "--template", "steel"]);
    assert!(code == 2 && err.contains("apparel, electronics, food, offshore"), "{err}");
}

#[test]
fn completions_and_manual_pages_name_every_command() {
    let folder = tempfile::tempdir().expect("a folder");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, out, _) = shortrun(folder.path(), &["completions", shell]);
        assert_eq!(code, 0);
        for word in ["run", "init", "schema", "template", "panel-paths"] {
            assert!(out.contains(word), "{word} in {shell}");
        }
    }
    let (code, main, _) = shortrun(folder.path(), &["man"]);
    assert!(code == 0 && main.contains(".TH shortrun 1") && main.contains("shortrun\\-init(1)"));
    let (code, out, _) = shortrun(folder.path(), &["man", "--out", "man1"]);
    assert_eq!(code, 0);
    let mut names: Vec<String> = fs::read_dir(folder.path().join("man1"))
        .expect("the folder is there")
        .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
        .collect();
    names.retain(|name| name != ".shortrun-man.json");
    assert_eq!(out, format!("{} manual pages written to man1\n", names.len()));
    for name in ["shortrun.1", "shortrun-run.1", "shortrun-init.1", "shortrun-schema.1"] {
        assert!(names.contains(&name.to_owned()), "{names:?}");
    }
    let written = fs::read_to_string(folder.path().join("man1/shortrun.1")).expect("readable");
    assert_eq!(written, main);
}
