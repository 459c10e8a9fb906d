use crate::codec::{ExtensionType, Reader, Writer};
use crate::error::DecodeError;

/// Most extensions that we read from one hello.
pub const MAX_EXTENSIONS: usize = 64;

/// Reads the extensions at the end of a hello and hands each to `each`, which must read it to its end.
///
/// A hello may end without any block (RFC 5246 §7.4.1.2). An extension that comes twice is refused
/// (RFC 5246 §7.4.1.4).
pub(super) fn read_block<'a>(
    reader: &mut Reader<'a>,
    mut each: impl FnMut(ExtensionType, &mut Reader<'a>) -> Result<(), DecodeError>,
) -> Result<(), DecodeError> {
    if reader.is_empty() {
        return Ok(());
    }
    let mut block = reader.sub16()?;
    let mut seen = Vec::new();
    while !block.is_empty() {
        let kind = ExtensionType(block.u16()?);
        let mut body = block.sub16()?;
        if seen.contains(&kind) {
            return Err(DecodeError::Duplicate);
        }
        if seen.len() == MAX_EXTENSIONS {
            return Err(DecodeError::BadLength);
        }
        seen.push(kind);
        each(kind, &mut body)?;
        body.finish()?;
    }
    Ok(())
}

/// Writes the extensions that `fill` writes as a block, or nothing when there are none.
pub(super) fn write_block(writer: &mut Writer, fill: impl FnOnce(&mut Writer)) {
    let mut block = Writer::new();
    fill(&mut block);
    if !block.is_empty() {
        writer.vec16(|w| w.bytes(&block.into_vec()));
    }
}

/// Writes one extension with what `body` writes.
pub(super) fn write_extension(writer: &mut Writer, kind: ExtensionType, body: impl FnOnce(&mut Writer)) {
    writer.u16(kind.0);
    writer.vec16(body);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(bytes: &[u8]) -> Result<Vec<u16>, DecodeError> {
        let mut kinds = Vec::new();
        let mut reader = Reader::new(bytes);
        read_block(&mut reader, |kind, body| {
            kinds.push(kind.0);
            body.take(body.remaining()).map(|_| ())
        })?;
        reader.finish()?;
        Ok(kinds)
    }

    #[test]
    fn no_block_and_an_empty_block_are_legal() {
        assert_eq!(kinds(&[]), Ok(vec![]));
        assert_eq!(kinds(&[0, 0]), Ok(vec![]));
        assert_eq!(kinds(&[0]), Err(DecodeError::Truncated));
    }

    #[test]
    fn duplicates_are_refused_also_of_unknown_types() {
        assert_eq!(kinds(&[0, 9, 0, 1, 0, 1, 7, 0, 2, 0, 0]), Ok(vec![1, 2]));
        assert_eq!(kinds(&[0, 9, 0, 1, 0, 1, 7, 0, 1, 0, 0]), Err(DecodeError::Duplicate));
        assert_eq!(kinds(&[0, 8, 0xab, 1, 0, 0, 0xab, 1, 0, 0]), Err(DecodeError::Duplicate));
    }

    #[test]
    fn an_extension_must_be_read_to_its_end() {
        let bytes = [0, 5, 0, 1, 0, 1, 7];
        let result = read_block(&mut Reader::new(&bytes), |_, _| Ok(()));
        assert_eq!(result, Err(DecodeError::TrailingData));
    }

    #[test]
    fn the_number_of_extensions_is_capped() {
        let block = |count: u16| {
            let mut writer = Writer::new();
            write_block(&mut writer, |w| {
                (0..count).for_each(|kind| write_extension(w, ExtensionType(kind), |_| ()));
            });
            writer.into_vec()
        };
        assert_eq!(kinds(&block(MAX_EXTENSIONS as u16)).map(|k| k.len()), Ok(MAX_EXTENSIONS));
        assert_eq!(kinds(&block(MAX_EXTENSIONS as u16 + 1)), Err(DecodeError::BadLength));
        assert!(block(0).is_empty());
    }
}
