//! Values that are right once they exist: bounded texts and closed choices, declared once for parsing, document and storage.

/// Why a text does not fit its bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfit(pub &'static str);

/// Checks a text against its bounds in Unicode scalar values; NUL is refused because PostgreSQL cannot hold it.
pub(crate) fn fit(text: &str, min: usize, max: usize) -> Result<(), Unfit> {
    // A scalar takes at most four bytes, so most texts are settled without counting.
    let length = if text.len() <= max {
        text.len().min(max)
    } else {
        text.chars().count()
    };
    if length > max {
        return Err(Unfit("too_long"));
    }
    if text.chars().take(min).count() < min {
        return Err(Unfit("too_short"));
    }
    if text.contains('\0') {
        Err(Unfit("nul"))
    } else {
        Ok(())
    }
}

/// Says for a developer what [`fit`] found.
pub(crate) fn advice(unfit: Unfit, min: usize, max: usize) -> String {
    match unfit.0 {
        "nul" => "holds a NUL character, which no text here may".to_owned(),
        _ => format!("takes {min} to {max} characters"),
    }
}

/// The schema of a bounded text.
pub(crate) fn text_schema(
    min: usize,
    max: usize,
    description: &str,
) -> utoipa::openapi::schema::ObjectBuilder {
    use utoipa::openapi::schema::{ObjectBuilder, Type};
    ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(min))
        .max_length(Some(max))
        .pattern(Some("^[^\\x00]*$"))
        .description((!description.is_empty()).then(|| description.trim().to_owned()))
}

/// Declares a text with bounds in Unicode scalar values: `text!(/// What it is. Body, 1..=20000);`
#[macro_export]
macro_rules! text {
    ($(#[doc = $doc:literal])* $name:ident, $min:tt ..= $max:tt) => {
        $(#[doc = $doc])*
        #[derive(Clone, PartialEq, Eq, Hash, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The text, if it keeps the bounds; nothing is trimmed or normalised (IN-3).
            pub fn parse(text: impl Into<String>) -> Result<Self, $crate::words::Unfit> {
                let text = text.into();
                $crate::words::fit(&text, $min, $max).map(|()| Self(text))
            }
            /// The text as it was given.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Debug for $name {
            /// Never the words: a debug line may end in a log (OP-3).
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({} bytes)"), self.as_str().len())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(text).map_err(|unfit| {
                    serde::de::Error::custom(format_args!("{}|{}", unfit.0, $crate::words::advice(unfit, $min, $max)))
                })
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                $crate::words::text_schema($min, $max, concat!($($doc),*)).into()
            }
        }
        impl utoipa::ToSchema for $name {}
    };
}

/// Declares a closed choice, spelled in `snake_case` on the wire and as TEXT in the database; unknown values are refused.
#[macro_export]
macro_rules! choice {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $vdoc:literal])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize,
                 diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = diesel::sql_types::Text)]
        pub enum $name {
            $($(#[doc = $vdoc])* #[serde(rename = $text)] $variant),+
        }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The spelling on the wire and in the database.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        // Read as a text, because serde_json calls a null or a number in the place of an enum broken syntax.
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                match &*text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err(serde::de::Error::unknown_variant(&text, &[$($text),+])),
                }
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::schema::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .enum_values(Some([$($text),+]))
                    .description(Some(concat!($($doc),*).trim()))
                    .into()
            }
        }
        impl utoipa::ToSchema for $name {}

        $crate::stored_text!($name, |this| this.as_str(), |text: &str| match text {
            $($text => Ok($name::$variant),)+
            _ => Err("a value that this version does not know".into()),
        });
    };
}

choice! {
    /// A language that the texts of the product are written in, by its tag (BCP 47).
    Language {
        /// English.
        English = "en",
        /// Spanish.
        Spanish = "es",
    }
}

impl Default for Language {
    /// English, for who says nothing.
    fn default() -> Self {
        Self::English
    }
}

/// What a change says of one field: nothing, "take it away", or a new value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Change<T> {
    /// The field was absent: it stays as it is.
    #[default]
    Keep,
    /// The field was `null`: it is taken away.
    Clear,
    /// The field has a new value.
    Set(T),
}

impl<T> Change<T> {
    /// What the field is after this change.
    pub fn applied_to(self, current: Option<T>) -> Option<T> {
        match self {
            Self::Keep => current,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }
}

impl<'de, T: serde::Deserialize<'de>> serde::Deserialize<'de> for Change<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<T>::deserialize(deserializer).map(|value| value.map_or(Self::Clear, Self::Set))
    }
}

/// Reads a field that may be absent but is never taken away.
pub(crate) fn never_null<'de, D: serde::Deserializer<'de>, T: serde::Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// A list of at most `MOST` things; the bound is read, documented and enforced from here.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct UpTo<const MOST: usize, T>(Vec<T>);

impl<const MOST: usize, T> Default for UpTo<MOST, T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<const MOST: usize, T> std::ops::Deref for UpTo<MOST, T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<const MOST: usize, T> IntoIterator for UpTo<MOST, T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'de, const MOST: usize, T: serde::Deserialize<'de>> serde::Deserialize<'de> for UpTo<MOST, T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Vec::<T>::deserialize(deserializer)?;
        if items.len() > MOST {
            return Err(serde::de::Error::custom(format_args!(
                "too_many|takes at most {MOST} items"
            )));
        }
        Ok(Self(items))
    }
}

impl<const MOST: usize, T: utoipa::ToSchema> utoipa::PartialSchema for UpTo<MOST, T> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        let item = utoipa::openapi::Ref::from_schema_name(T::name());
        utoipa::openapi::schema::ArrayBuilder::new()
            .items(item)
            .max_items(Some(MOST))
            .into()
    }
}

impl<const MOST: usize, T: utoipa::ToSchema> utoipa::ToSchema for UpTo<MOST, T> {
    fn schemas(
        schemas: &mut Vec<(
            String,
            utoipa::openapi::RefOr<utoipa::openapi::schema::Schema>,
        )>,
    ) {
        schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(schemas);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_counted_in_scalars_and_kept_as_it_was() {
        assert_eq!(fit("👩‍🌾", 1, 3), Ok(()));
        assert_eq!(fit("👩‍🌾x", 1, 3), Err(Unfit("too_long")));
        assert_eq!(fit("", 1, 3), Err(Unfit("too_short")));
        assert_eq!(fit("a\0", 1, 3), Err(Unfit("nul")));
    }
}
