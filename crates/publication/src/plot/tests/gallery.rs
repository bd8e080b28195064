//! A page to look at. `cargo test -p probity-publication gallery -- --ignored` writes `target/plots/index.html`.

use super::*;

#[test]
#[ignore = "writes a page for the eye"]
fn gallery_is_written() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/plots");
    std::fs::DirBuilder::new().recursive(true).create(folder).expect("folder");
    let mut page = String::from("<!doctype html><html lang=en><meta charset=utf-8><title>Plots</title>");
    page.push_str("<meta name=viewport content='width=device-width'><link rel=stylesheet href=plot.css>");
    page.push_str("<link rel=stylesheet href=page.css><main><h1>Plots</h1>");
    for plot in samples::all() {
        page.push_str(&format!("<h2>{}</h2><figure>{}</figure>", plot.table.caption, plot.svg));
    }
    page.push_str("</main></html>");
    let css = "body{font-family:'Noto Sans',sans-serif;margin:1rem}figure{margin:0 0 2rem;overflow-x:auto}\
               @media (prefers-color-scheme:dark){body{background:#14171a;color:#f0f0f0}}";
    let alone = samples::all().swap_remove(0).standalone();
    for (name, text) in
        [("index.html", page.as_str()), ("plot.css", PLOT_CSS), ("page.css", css), ("alone.svg", &alone)]
    {
        std::fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .open(format!("{folder}/{name}"))
            .and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()))
            .expect("written");
    }
}
