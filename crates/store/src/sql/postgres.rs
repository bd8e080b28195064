//! A database on a PostgreSQL server, for an observatory that runs on several machines. The only place that names
//! `postgres`. Where the address says `sslmode=require` the way is TLS (feature `tls`) with a certificate that is checked;
//! otherwise it is plain: over a socket or a network that is protected otherwise.

use super::error::SqlError;
use super::value::{Row, Value};
use postgres::config::{Config, Host, SslMode};
use postgres::error::SqlState;
use postgres::types::private::BytesMut;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, NoTls};
use std::path::{Path, PathBuf};

/// What to do when a server cannot be reached.
const REMEDY: &str = "see that the server runs, and that user, password and database are right";
/// What to do when a server cannot be reached over TLS.
const REMEDY_TLS: &str = "see that the server runs, is called by the name in its certificate, has that from an authority that \
                          is trusted here, and that user, password and database are right";

/// A connection, and what it takes to have it again.
pub(super) struct Postgres {
    config: Config,
    authority: Option<PathBuf>,
    client: Client,
}

/// Reads an address, and says where it leads without its password.
pub(super) fn read(url: &str) -> Result<(Config, String), SqlError> {
    let wrong = |message: String| SqlError::Open {
        place: "the database".to_owned(),
        message,
        remedy: "write its address as `postgres://USER:PASSWORD@HOST:PORT/DATABASE`",
    };
    // What the reader says about an address may repeat a part of it; only that it is wrong is said.
    let config: Config = url.parse().map_err(|_| wrong("its address cannot be read".to_owned()))?;
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(name)) => name.clone(),
        #[cfg(unix)]
        Some(Host::Unix(path)) => path.display().to_string(),
        None => return Err(wrong("its address names no host".to_owned())),
    };
    let port = config.get_ports().first().map(|port| format!(":{port}")).unwrap_or_default();
    let place = format!("the database `{}` on `{host}{port}`", config.get_dbname().unwrap_or_default());
    Ok((config, place))
}

impl Postgres {
    pub(super) fn open(config: Config, authority: Option<&Path>, place: &str) -> Result<Self, SqlError> {
        let client = connect(&config, authority, place)?;
        Ok(Self { config, authority: authority.map(Path::to_owned), client })
    }

    /// Connects again when the server was restarted. Called between transactions only.
    pub(super) fn fresh(&mut self, place: &str) -> Result<(), SqlError> {
        if self.client.is_closed() {
            self.client = connect(&self.config, self.authority.as_deref(), place)?;
        }
        Ok(())
    }

    pub(super) fn batch(&mut self, sql: &str, place: &str) -> Result<(), SqlError> {
        self.client.batch_execute(sql).map_err(|error| told(place, &error))
    }

    pub(super) fn execute(&mut self, sql: &str, values: &[Value], place: &str) -> Result<u64, SqlError> {
        self.client.execute(sql, &borrowed(values)).map_err(|error| told(place, &error))
    }

    pub(super) fn query(&mut self, sql: &str, values: &[Value], place: &str) -> Result<Vec<Row>, SqlError> {
        let rows = self.client.query(sql, &borrowed(values)).map_err(|error| told(place, &error))?;
        rows.iter().map(|found| row(found).map_err(|error| told(place, &error))).collect()
    }
}

fn connect(config: &Config, authority: Option<&Path>, place: &str) -> Result<Client, SqlError> {
    let connected = match config.get_ssl_mode() {
        SslMode::Require => secured(config, authority, place)?,
        _ if authority.is_some() => {
            let message = "an authority for its certificate is named, but its address does not ask for TLS".to_owned();
            let remedy = "write `sslmode=require` into the address, or name no authority";
            return Err(SqlError::Open { place: place.to_owned(), message, remedy });
        }
        _ => config.connect(NoTls),
    };
    let remedy = if config.get_ssl_mode() == SslMode::Require { REMEDY_TLS } else { REMEDY };
    connected.map_err(|error| match told(place, &error) {
        SqlError::Refused { place, message } => SqlError::Open { place, message, remedy },
        other => other,
    })
}

type Connected = Result<Client, postgres::Error>;

/// Connects over TLS.
#[cfg(feature = "tls")]
fn secured(config: &Config, authority: Option<&Path>, place: &str) -> Result<Connected, SqlError> {
    let wrong = |message: String| {
        let remedy = "name a file of certificates (PEM), or none to trust those that this machine trusts";
        SqlError::Open { place: place.to_owned(), message, remedy }
    };
    let pem = authority.map(fs_err::read).transpose().map_err(|error| wrong(error.to_string()))?;
    let secure = probity_wire::secure(pem.as_deref()).map_err(|said| match authority {
        Some(path) => wrong(format!("`{}`: {said}", path.display())),
        None => wrong(said),
    })?;
    Ok(config.connect(secure))
}

#[cfg(not(feature = "tls"))]
fn secured(_: &Config, _: Option<&Path>, place: &str) -> Result<Connected, SqlError> {
    let message = "its address asks for TLS, which this program was built without".to_owned();
    let remedy = "build it with `cargo build --release --features tls`, or take `sslmode=require` out where nobody else is on the way";
    Err(SqlError::Open { place: place.to_owned(), message, remedy })
}

fn borrowed(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

fn row(found: &postgres::Row) -> Result<Row, postgres::Error> {
    let columns = found.columns().iter().enumerate();
    let values = columns.map(|(place, column)| {
        Ok(match *column.type_() {
            Type::INT8 => found.try_get::<_, Option<i64>>(place)?.into(),
            Type::INT4 => found.try_get::<_, Option<i32>>(place)?.map(i64::from).into(),
            _ => found.try_get::<_, Option<String>>(place)?.into(),
        })
    });
    values.collect::<Result<_, _>>().map(Row)
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Integer(number) if *kind == Type::INT4 => i32::try_from(*number)?.to_sql(kind, out),
            Self::Integer(number) if *kind == Type::INT8 => number.to_sql(kind, out),
            Self::Text(text) if *kind != Type::INT4 && *kind != Type::INT8 => text.to_sql(kind, out),
            _ => Err(format!("a value of another type stands where {kind} is expected").into()),
        }
    }

    fn accepts(kind: &Type) -> bool {
        [Type::INT4, Type::INT8, Type::TEXT, Type::VARCHAR].contains(kind)
    }

    to_sql_checked!();
}

/// The error in our words.
fn told(place: &str, error: &postgres::Error) -> SqlError {
    let place = place.to_owned();
    let Some(said) = error.as_db_error() else {
        let mut message = error.to_string();
        if let Some(cause) = std::error::Error::source(error) {
            message = format!("{message}: {cause}");
        }
        return SqlError::Refused { place, message };
    };
    match *said.code() {
        SqlState::DISK_FULL => SqlError::Full { place },
        SqlState::LOCK_NOT_AVAILABLE | SqlState::T_R_DEADLOCK_DETECTED => SqlError::Busy { place },
        SqlState::DATA_CORRUPTED | SqlState::INDEX_CORRUPTED => {
            SqlError::Damaged { place, message: said.message().to_owned() }
        }
        _ => SqlError::Refused { place, message: said.message().to_owned() },
    }
}
