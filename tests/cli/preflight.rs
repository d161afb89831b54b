//! `leaflet preflight` on what was built.

use serde_json::Value;

use super::program::Project;

/// A print file and a web file of one county.
fn finished() -> Project {
    let project = Project::new();
    project.run(&["build", "varmland", "--publication", "grooming", "--format", "a5", "--draft"]).done();
    project
}

const PRINT: &str = "out/varmland/grooming-a5-sv.print.pdf";

const WEB: &str = "out/varmland/grooming-a5-sv.web.pdf";

#[test]
fn preflight_passes_what_is_built() {
    let run = finished().run(&["preflight", PRINT, WEB]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(run.out, "");
    assert_eq!(
        run.err,
        // The project's leaflets are built as drafts, and nothing else is said of them.
        format!(
            "warning[file-draft]: {PRINT}: the file says that it is not the final one but of the kind “draft”\n |\n \
             = help: Build it without `--draft`, or ask for the final file.\n\n\
             {PRINT}  PDF/X-4, GWG 2022 SheetCMYK  2 pages  148 × 210 mm  passes, with warnings\n\
             {WEB}  PDF/UA-1  2 pages  148 × 210 mm  passes\n1 warning\n"
        )
    );
    assert_eq!(finished().run(&["preflight", PRINT, "--trim", "148x210"]).status, 0);
    let other = finished().run(&["preflight", PRINT, "--trim", "210×297"]);
    assert_eq!(other.status, 1);
    assert!(other.err.contains("error[trim-size]") && other.err.contains("not 210 × 297 mm"), "{}", other.err);
    assert_eq!(finished().run(&["preflight", PRINT, "--trim", "210"]).status, 2);
}

#[test]
fn preflight_tells_rule_page_place_and_way_out() {
    let project = finished();
    let run = project.run(&["preflight", PRINT, "--bleed", "5", "--ink", "150"]);
    assert_eq!(run.status, 1);
    let bleed =
        format!("error[bleed-box]: {PRINT}, page 1: there are 3.0 mm of bleed; 5 mm are needed; also on page 2\n");
    assert!(run.err.contains(&bleed), "{}", run.err);
    assert!(run.err.contains("= help: Export again with as much bleed as is needed."), "{}", run.err);
    assert!(run.err.contains("error[ink-coverage]") && run.err.contains("the limit is 150 %"), "{}", run.err);

    let json = project.run(&["preflight", PRINT, "nothing.pdf", "--json", "--standard", "web"]);
    assert_eq!(json.status, 1);
    let found: Value = serde_json::from_str(&json.out).expect("JSON");
    let file = &found["files"][0];
    assert_eq!((file["standard"].as_str(), file["passes"].as_bool()), (Some("web"), Some(false)));
    assert_eq!(file["pages"][1]["trim_mm"], serde_json::json!([148.0, 210.0]));
    let untagged = file["findings"].as_array().expect("findings").iter().find(|f| f["code"] == "ua-untagged");
    let untagged = untagged.expect("print files are not tagged");
    assert_eq!((untagged["page"].as_i64(), untagged["level"].as_str()), (Some(1), Some("error")));
    assert_eq!(untagged["places_mm"][0]["x"].as_f64(), Some(-3.0));
    assert_eq!(found["unread"][0]["code"], "file-missing");
}

#[test]
fn preflight_writes_a_report_that_needs_nothing_else() {
    let project = finished();
    let run = project.run(&["preflight", PRINT, WEB, "--safe", "20", "--report", "report.html"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let page = project.read("report.html");
    assert_eq!(page.matches("<svg").count(), 4);
    assert!(page.contains("<code>safe-zone</code>") && page.matches("data:image/png;base64,").count() == 4, "{page}");
    for outside in ["<script", "src=", "http:", "https:"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert_eq!(project.run(&["preflight"]).status, 2);
    assert_eq!(project.run(&["preflight", PRINT, "--ink", "9"]).status, 2);
}

#[test]
fn findings_of_preflight_are_written_in_the_form_that_is_asked_for() {
    let project = Project::new();
    project.build(&["varmland", "--publication", "grooming", "--format", "a5", "--edition", "print"]);
    let file = "out/varmland/grooming-a5-sv.print.pdf";
    let run = project.run(&["preflight", file, "--bleed", "5", "--message-format", "json"]);
    assert_eq!((run.status, run.codes()), (1, vec!["bleed-box".to_owned()]), "{}", run.out);
    let run = project.run(&["preflight", file, "--bleed", "5"]);
    run.refused(&["3.0 mm of bleed; 5 mm are needed", "help: Export again with as much bleed as is needed."]);
    let run = project.run(&["preflight", file, "--message-format", "junit"]);
    assert!(run.out.contains(&format!("name=\"{file}\"")), "{}", run.out);
    assert_eq!(project.run(&["preflight", file, "--json", "--message-format", "sarif"]).status, 2);
}
