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
    for plot in samples::all().into_iter().chain(geography()) {
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

/// Maps of real geometry, when it is at hand.
fn geography() -> Vec<Plot> {
    let files = ["visionscarto-world-110m.json", "plotly_un_world_50m.topojson"];
    let draw = |file: &str| {
        let path = probity_testkit::reference(&format!("publication/geometry/{file}"))?;
        let world = World::read(&std::fs::read(path).expect("reads")).expect("geometry");
        let data = samples::map_data(Layout::world(), MapStyle::Suppressing);
        let data = GeoData { cells: data.cells, range: data.range, widest: data.widest, style: data.style };
        let words = samples::words_ru();
        Some(geo(&Frame::new(file, file, "A map.", &words, &samples::comma), &world, &data, &samples::map_labels()))
    };
    files.into_iter().filter_map(draw).collect()
}
