//! `leaflet check`: findings in every form, metrics, and publications that nobody prints.

use serde_json::Value;

use super::program::Project;

#[test]
fn findings_can_be_had_in_every_form() {
    let project = Project::new();
    let json = project.run(&["check", "varmland", "--message-format", "json"]);
    assert_eq!(json.done().codes(), ["fact-unverified", "contact-stale"]);
    assert_eq!(json.err, "");
    let github = project.run(&["check", "varmland", "--message-format", "github"]);
    assert!(github.done().out.starts_with("::warning file=leaflets/publications/somliga-tror/sv.toml,line="));
    let sarif = project.run(&["check", "varmland", "--message-format", "sarif"]);
    let sarif: Value = serde_json::from_str(&sarif.done().out).expect("JSON");
    assert_eq!(
        (&sarif["version"], &sarif["runs"][0]["results"][1]["ruleId"]),
        (&"2.1.0".into(), &"contact-stale".into())
    );
    assert!(project.run(&["check", "varmland", "--message-format", "xml"]).status == 2);
    assert!(project.names("out").is_empty(), "a check writes nothing");
}

#[test]
fn metrics_tell_how_each_page_is_set() {
    let project = Project::new();
    let run = project.run(&["check", "varmland", "--publication", "grooming", "--metrics", "--message-format", "json"]);
    let objects: Vec<Value> =
        run.out.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect();
    let pages: Vec<&Value> = objects.iter().filter_map(|object| object.get("metrics")).collect();
    let named: Vec<_> =
        pages.iter().map(|page| (page["leaflet"].as_str().expect("a name"), page["page"].as_u64())).collect();
    let a5 = "varmland/grooming-a5-sv";
    assert_eq!(named, [("varmland/grooming-a4-sv", Some(1)), (a5, Some(1)), (a5, Some(2))]);
    for page in &pages {
        let number = |key: &str| page[key].as_f64().unwrap_or_else(|| panic!("{key}: {page}"));
        assert!((8.5..=12.0).contains(&number("size_pt")), "{page}");
        assert!(number("leading_pt") > number("size_pt") * 1.3, "{page}");
        assert!((0.8..=1.0).contains(&number("fill")), "{page}");
        assert!(number("columns_apart_lines") <= 1.0, "{page}");
        assert!(number("lines") >= 10.0 && number("runts") == 0.0, "{page}");
        assert!((0.0..0.3).contains(&number("hyphens")) && (0.0..0.3).contains(&number("raggedness")), "{page}");
        assert!(number("loosest_em") > 0.0 && number("tried") > 1.0, "{page}");
    }
    let table = project.run(&["check", "varmland", "--publication", "grooming", "--metrics"]).out;
    assert_eq!(table.lines().filter(|line| line.starts_with("varmland/")).count(), 3, "{table}");
    let none = project.run(&["check", "varmland"]).out;
    assert_eq!(none, "");
}

#[test]
fn a_publication_that_no_county_prints_is_looked_at_too() {
    let project = Project::new();
    project.run(&["new", "publication", "hot"]).done();
    let path = "leaflets/publications/hot/sv.toml";
    let text = project.read(path);
    let run = project.run(&["check"]);
    run.done();
    assert!(run.err.contains("note[publication-unused]: no county prints `hot`"), "{}", run.err);
    assert!(run.err.contains("warning[template-text]: these are still the words of the template"), "{}", run.err);
    let long = "Så kan du prata med ditt barn om det som händer på nätet";
    project.write(path, format!("{text}\n[[social]]\nid = \"prata\"\nheadline = \"{long}\"\ncall = \"Läs mer\"\n"));
    assert!(project.run(&["check"]).err.contains("error[social-long]: the headline has 56 signs"));
    project.write(path, text.replace("title =", "titl ="));
    project.run(&["check"]).refused(&["error[unknown-key]: [publication] has no key `titl`"]);
    project.run(&["check", "varmland"]).done();
    project.run(&["build", "varmland", "--draft", "--publication", "grooming", "--edition", "html"]).done();
}
