//! Reads TopoJSON (version 1 of its specification): shared borders are arcs, a country is a list of arcs, arcs may be
//! quantised and delta-encoded. Only polygons with a three-letter code are kept; everything else is said to be left out.

use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Why a file gives no map.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GeometryError {
    /// It is not JSON, or not of the form TopoJSON has; the text says where.
    #[error("the file is not TopoJSON: {0}\nhint: convert the geometry with a tool that writes TopoJSON")]
    Form(String),
    /// An arc is named that is not there.
    #[error("object `{object}`, geometry {geometry}: arc {arc} is not in the file, which has {count}")]
    Arc {
        /// Name of the object.
        object: String,
        /// Its geometry, from 0.
        geometry: usize,
        /// The number in the file; negative numbers are arcs read backwards.
        arc: i64,
        /// Number of arcs.
        count: usize,
    },
    /// No polygon has a code.
    #[error(
        "no polygon of the file has a three-letter country code\nhint: codes are read from `id`, or from the property \
         `a3`, `iso_a3`, `ISO_A3`, `ADM0_A3`, `adm0_a3`, `iso3` or `ISO3`"
    )]
    NoCodes,
}

/// A place in degrees, east and north.
pub(super) type Place = (f64, f64);

/// Rings of each unit, not closed: the first place is not repeated.
pub(super) struct Units {
    pub rings: BTreeMap<String, Vec<Vec<Place>>>,
    /// Polygons without a usable code.
    pub without_code: usize,
}

#[derive(Deserialize)]
struct File {
    #[serde(rename = "type")]
    kind: String,
    transform: Option<Transform>,
    arcs: Vec<Vec<Vec<f64>>>,
    objects: BTreeMap<String, Geometry>,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type", default)]
    kind: Option<String>,
    #[serde(default)]
    id: Value,
    #[serde(default)]
    properties: Value,
    #[serde(default)]
    arcs: Value,
    #[serde(default)]
    geometries: Vec<Geometry>,
}

/// Properties in which publishers keep the code, in the order they are asked.
const PROPERTIES: [&str; 7] = ["a3", "iso_a3", "ISO_A3", "ADM0_A3", "adm0_a3", "iso3", "ISO3"];

/// Codes of Kosovo, which has none in ISO 3166, and the one that the index and the tile map use.
const ALIASES: [(&str, &str); 2] = [("XKX", "KSV"), ("KOS", "KSV")];

/// Reads a file. `reduce` thins out an arc; ends of arcs must be kept, or borders come apart.
pub(super) fn read(bytes: &[u8], reduce: impl Fn(Vec<Place>) -> Vec<Place>) -> Result<Units, GeometryError> {
    let file: File = serde_json::from_slice(bytes).map_err(|error| GeometryError::Form(error.to_string()))?;
    if file.kind != "Topology" {
        return Err(GeometryError::Form(format!("its `type` is `{}`, not `Topology`", file.kind)));
    }
    let arcs = decode(&file)?;
    let arcs: Vec<Vec<Place>> = arcs.into_iter().map(reduce).collect();
    let mut units = Units { rings: BTreeMap::new(), without_code: 0 };
    for (object, geometry) in &file.objects {
        let members =
            if geometry.geometries.is_empty() { std::slice::from_ref(geometry) } else { &geometry.geometries };
        for (index, member) in members.iter().enumerate() {
            let rings = rings(member)
                .map_err(|message| GeometryError::Form(format!("object `{object}`, geometry {index}: {message}")))?;
            if rings.is_empty() {
                continue;
            }
            let Some(code) = code(member) else {
                units.without_code += 1;
                continue;
            };
            let kept = units.rings.entry(code).or_default();
            for ring in rings {
                let places = join(&ring, &arcs).map_err(|arc| GeometryError::Arc {
                    object: object.clone(),
                    geometry: index,
                    arc,
                    count: arcs.len(),
                })?;
                kept.push(places);
            }
        }
    }
    if units.rings.is_empty() { Err(GeometryError::NoCodes) } else { Ok(units) }
}

/// Arcs in degrees.
fn decode(file: &File) -> Result<Vec<Vec<Place>>, GeometryError> {
    let mut out = Vec::with_capacity(file.arcs.len());
    for (index, arc) in file.arcs.iter().enumerate() {
        let (mut x, mut y) = (0.0, 0.0);
        let mut places = Vec::with_capacity(arc.len());
        for position in arc {
            let (Some(east), Some(north)) = (position.first(), position.get(1)) else {
                return Err(GeometryError::Form(format!("arc {index} has a place without two coordinates")));
            };
            let place = match &file.transform {
                Some(transform) => {
                    (x, y) = (x + east, y + north);
                    let [(sx, tx), (sy, ty)] = [0, 1].map(|i| (transform.scale[i], transform.translate[i]));
                    (x * sx + tx, y * sy + ty)
                }
                None => (*east, *north),
            };
            // A degree or two beyond the edge occurs in files that do not cut at the antimeridian.
            if !(place.0.abs() <= 1080.0 && place.1.abs() <= 91.0) {
                return Err(GeometryError::Form(format!("arc {index} leaves the globe: coordinates must be degrees")));
            }
            places.push(place);
        }
        out.push(places);
    }
    Ok(out)
}

/// Lists of arc numbers, one a ring; none when the geometry is no polygon.
fn rings(geometry: &Geometry) -> Result<Vec<Vec<i64>>, String> {
    let read =
        |value: &Value| serde_json::from_value::<Vec<Vec<i64>>>(value.clone()).map_err(|error| error.to_string());
    match geometry.kind.as_deref() {
        Some("Polygon") => read(&geometry.arcs),
        Some("MultiPolygon") => {
            let polygons = geometry.arcs.as_array().ok_or("`arcs` is no list")?;
            let lists: Result<Vec<_>, _> = polygons.iter().map(read).collect();
            Ok(lists?.into_iter().flatten().collect())
        }
        _ => Ok(Vec::new()),
    }
}

/// The country's code, in the spelling of the tile map.
fn code(geometry: &Geometry) -> Option<String> {
    let properties = PROPERTIES.iter().map(|name| &geometry.properties[*name]);
    let found = std::iter::once(&geometry.id)
        .chain(properties)
        .filter_map(Value::as_str)
        .find(|text| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()))?;
    let alias = ALIASES.iter().find(|(from, _)| *from == found);
    Some(alias.map_or(found, |(_, to)| to).to_owned())
}

/// The places of a ring; a negative number is the complement of an arc read backwards. Names the arc that is missing.
fn join(ring: &[i64], arcs: &[Vec<Place>]) -> Result<Vec<Place>, i64> {
    let mut out: Vec<Place> = Vec::new();
    for number in ring {
        let at = if *number < 0 { !*number } else { *number };
        let arc = usize::try_from(at).ok().and_then(|at| arcs.get(at)).ok_or(*number)?;
        // Arcs share their ends.
        let skip = usize::from(!out.is_empty());
        match number {
            0.. => out.extend(arc.iter().skip(skip)),
            _ => out.extend(arc.iter().rev().skip(skip)),
        }
    }
    if out.len() > 1 && out.first() == out.last() {
        out.pop();
    }
    Ok(out)
}
