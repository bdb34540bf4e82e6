//! What is promised about confidentiality, tried many times over: each file is one claim of `tests/README.md`.
//!
//! A run of the suite tries a few rounds; `AFTERWORD_ROUNDS=full cargo test --test it -- proofs` tries as many as the claim names.

/// How many rounds a claim is tried: `few` in the suite, `full` where `AFTERWORD_ROUNDS=full` asks for all of them.
pub fn rounds(few: usize, full: usize) -> usize {
    if std::env::var_os("AFTERWORD_ROUNDS").is_some_and(|asked| asked == "full") {
        full
    } else {
        few
    }
}
