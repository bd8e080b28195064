//! The table of the API's addresses. Requests are read by it and the OpenAPI document is written from it, so that the
//! document cannot promise an address that is not answered, nor keep one quiet.

/// How something is asked; HEAD asks as GET does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// GET or HEAD.
    Get,
    /// POST.
    Post,
    /// What browsers ask before a request from another site.
    Options,
    /// Any other method.
    Other,
}

/// What answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// What there is.
    Index,
    /// The description of this interface.
    OpenApi,
    /// The data sets.
    Datasets,
    /// Observations.
    Data,
    /// Structures of dataflows.
    Structure,
    /// One observation with its proof.
    Observation,
    /// Owners; a room that is not built yet.
    Entity,
    /// Commitments; a room that is not built yet.
    Commitment,
    /// What is known of a release.
    Verify,
    /// The log's checkpoint.
    Checkpoint,
    /// A tile of the log.
    Tile,
}

/// An address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address {
    /// The path with parameters in braces; `{tile}` at the end takes the rest, slashes and all.
    pub template: &'static str,
    /// How it is asked.
    pub verb: Verb,
    /// What answers.
    pub to: To,
}

const fn get(template: &'static str, to: To) -> Address {
    Address { template, verb: Verb::Get, to }
}

/// All addresses.
pub const ADDRESSES: [Address; 18] = [
    get("/v1/", To::Index),
    get("/v1/openapi.json", To::OpenApi),
    get("/v1/datasets", To::Datasets),
    get("/v1/data/{flow}", To::Data),
    get("/v1/data/{flow}/{key}", To::Data),
    get("/v1/data/dataflow/{agency}/{flow}/{version}", To::Data),
    get("/v1/data/dataflow/{agency}/{flow}/{version}/{key}", To::Data),
    get("/v1/structure/dataflow", To::Structure),
    get("/v1/structure/dataflow/{agency}", To::Structure),
    get("/v1/structure/dataflow/{agency}/{flow}", To::Structure),
    get("/v1/structure/dataflow/{agency}/{flow}/{version}", To::Structure),
    get("/v1/observations/{observation}", To::Observation),
    get("/v1/entities/{entity}", To::Entity),
    get("/v1/commitments/{commitment}", To::Commitment),
    Address { template: "/v1/verify", verb: Verb::Post, to: To::Verify },
    get("/v1/log/checkpoint", To::Checkpoint),
    get("/v1/log/tile/{level}/{tile}", To::Tile),
    get("/v1", To::Index),
];

/// The values of an address's parameters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Values(Vec<(&'static str, String)>);

impl Values {
    /// A parameter's value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

impl Address {
    /// What answers at a decoded path without leading slash, and with which values.
    pub fn find(path: &str) -> Option<(&'static Self, Values)> {
        let segments: Vec<&str> = path.split('/').collect();
        ADDRESSES.iter().find_map(|address| Some((address, address.values(&segments)?)))
    }

    fn values(&self, segments: &[&str]) -> Option<Values> {
        let template: Vec<&str> = self.template[1..].split('/').collect();
        let rest = template.last() == Some(&"{tile}");
        if segments.len() != template.len() && !(rest && segments.len() > template.len()) {
            return None;
        }
        let mut values = Values::default();
        for (at, part) in template.iter().enumerate() {
            match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
                Some("tile") => values.0.push(("tile", segments[at..].join("/"))),
                // An empty key means everything; nothing else is empty.
                Some(name) if name == "key" || !segments[at].is_empty() => {
                    values.0.push((name, segments[at].to_owned()));
                }
                Some(_) => return None,
                None if *part == segments[at] => {}
                None => return None,
            }
        }
        Some(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_with_their_values() {
        let find = |path: &str| Address::find(path).map(|(address, values)| (address.to, values));
        let (to, values) = find("v1/data/CPI/KAZ+UZB..2023").unwrap();
        assert_eq!((to, values.get("flow"), values.get("key")), (To::Data, Some("CPI"), Some("KAZ+UZB..2023")));
        let (to, values) = find("v1/data/dataflow/PROBITY/CPI/1.0.0/").unwrap();
        assert_eq!((to, values.get("flow"), values.get("key")), (To::Data, Some("CPI"), Some("")));
        let (to, values) = find("v1/log/tile/0/x001/234.p/7").unwrap();
        assert_eq!((to, values.get("level"), values.get("tile")), (To::Tile, Some("0"), Some("x001/234.p/7")));
        assert_eq!(find("v1/").unwrap().0, To::Index);
        for path in
            ["v1/data", "v1/nothing", "v1/datasets/", "v1/data/", "v1/log/tile/0", "v1//data/CPI", "v2/datasets"]
        {
            assert!(find(path).is_none(), "{path}");
        }
    }
}
