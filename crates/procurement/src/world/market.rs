//! The invented country's markets, buyers and firms.

use super::draws::{Purpose, Stream};

/// A market.
pub(super) struct Market {
    /// First two digits of its class.
    pub class: &'static str,
    /// A class of items in it.
    pub item: &'static str,
    /// What is bought, in English, Kazakh and Russian.
    pub title: [&'static str; 3],
    /// Goods, works or services.
    pub category: &'static str,
    /// Firms in it.
    pub firms: usize,
    /// Usual value of a purchase.
    pub value: f64,
}

/// Firms of the first market that collude.
pub(super) const CARTEL: usize = 5;

/// The markets; the cartel's comes first.
pub(super) const MARKETS: [Market; 6] = [
    Market {
        class: "45",
        item: "45233140",
        title: ["Repair of a road", "Жолды жөндеу", "Ремонт дороги"],
        category: "works",
        firms: 11,
        value: 400_000.0,
    },
    Market {
        class: "33",
        item: "33140000",
        title: ["Medical supplies", "Медициналық бұйымдар", "Медицинские изделия"],
        category: "goods",
        firms: 14,
        value: 90_000.0,
    },
    Market {
        class: "15",
        item: "15800000",
        title: ["Food for schools", "Мектептерге азық-түлік", "Продукты для школ"],
        category: "goods",
        firms: 16,
        value: 60_000.0,
    },
    Market {
        class: "30",
        item: "30213100",
        title: ["Computers", "Компьютерлер", "Компьютеры"],
        category: "goods",
        firms: 12,
        value: 120_000.0,
    },
    Market {
        class: "90",
        item: "90910000",
        title: ["Cleaning of buildings", "Ғимараттарды тазалау", "Уборка зданий"],
        category: "services",
        firms: 10,
        value: 45_000.0,
    },
    Market {
        class: "71",
        item: "71320000",
        title: ["Design of structures", "Құрылыстарды жобалау", "Проектирование сооружений"],
        category: "services",
        firms: 9,
        value: 70_000.0,
    },
];

/// The buyers, in English, Kazakh and Russian.
pub(super) const BUYERS: [[&str; 3]; 10] = [
    ["Roads Office of Averund", "Аверұнд жолдар басқармасы", "Дорожное управление Аверунда"],
    ["Roads Office of Brelmund", "Брелмұнд жолдар басқармасы", "Дорожное управление Брельмунда"],
    ["Hospital of Dorsumek", "Дорсүмек ауруханасы", "Больница Дорсумека"],
    ["Hospital of Ektariv", "Эктарив ауруханасы", "Больница Эктарива"],
    ["School Office of Averund", "Аверұнд мектептер басқармасы", "Школьное управление Аверунда"],
    ["School Office of Brelmund", "Брелмұнд мектептер басқармасы", "Школьное управление Брельмунда"],
    ["Archive of Dorsumek", "Дорсүмек мұрағаты", "Архив Дорсумека"],
    ["University of Ektariv", "Эктарив университеті", "Университет Эктарива"],
    ["Water Office of Averund", "Аверұнд су басқармасы", "Водное управление Аверунда"],
    ["Town Hall of Brelmund", "Брелмұнд қалалық әкімдігі", "Мэрия Брельмунда"],
];

const FIRST: [[&str; 2]; 12] = [
    ["Avel", "Авел"],
    ["Bruno", "Бруно"],
    ["Cordi", "Корди"],
    ["Delva", "Делва"],
    ["Elmo", "Элмо"],
    ["Fario", "Фарио"],
    ["Gelta", "Гелта"],
    ["Horun", "Хорун"],
    ["Ilvar", "Ильвар"],
    ["Jorma", "Йорма"],
    ["Kelun", "Келун"],
    ["Lamer", "Ламер"],
];
const SECOND: [[&str; 2]; 8] = [
    ["mont", "монт"],
    ["trade", "трейд"],
    ["works", "воркс"],
    ["line", "лайн"],
    ["group", "групп"],
    ["stone", "стоун"],
    ["field", "филд"],
    ["gate", "гейт"],
];

/// A buyer's identifier.
pub(super) fn buyer_id(buyer: usize) -> String {
    format!("XA-BODY-{:03}", buyer + 1)
}

/// A buyer's name; its second field says what it is in no register.
pub(super) fn buyer_name(buyer: usize) -> [String; 3] {
    BUYERS.get(buyer).map_or_else(Default::default, |names| names.map(str::to_owned))
}

/// A firm's identifier. One seller of food is a natural person, who has no name here or anywhere.
pub(super) fn firm_id(market: usize, firm: usize) -> String {
    let class = MARKETS.get(market).map_or("00", |own| own.class);
    if is_person(market, firm) { format!("XA-IIN-{class}f0c1a2b3d4") } else { format!("XA-FIRM-{class}{firm:02}") }
}

/// Whether the seller is a natural person.
pub(super) fn is_person(market: usize, firm: usize) -> bool {
    market == 2 && firm == 15
}

/// A firm's invented name.
pub(super) fn firm_name(seed: [u8; 32], market: usize, firm: usize) -> [String; 3] {
    if is_person(market, firm) {
        return ["Sole trader".to_owned(), "Жеке кәсіпкер".to_owned(), "Индивидуальный предприниматель".to_owned()];
    }
    let mut draws = Stream::at(seed, Purpose::Organization, market);
    let order = draws.some(FIRST.len() * SECOND.len(), FIRST.len() * SECOND.len());
    let own = order.get(firm).copied().unwrap_or(firm);
    let (first, second) = (own % FIRST.len(), own / FIRST.len());
    let part = |language: usize| {
        let first = FIRST.get(first).and_then(|names| names.get(language)).copied().unwrap_or_default();
        let second = SECOND.get(second).and_then(|names| names.get(language)).copied().unwrap_or_default();
        format!("{first}{second}")
    };
    let class = MARKETS.get(market).map_or("", |own| own.class);
    [format!("{} {class} Ltd", part(0)), format!("«{} {class}» ЖШС", part(1)), format!("ТОО «{} {class}»", part(1))]
}
