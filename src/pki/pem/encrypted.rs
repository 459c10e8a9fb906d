use super::PemError;
use crate::crypto::block_padding::BlockPadding;
use crate::crypto::cbc::CbcCipher;
use crate::crypto::password::pem_md5;
use zeroize::Zeroizing;

/// How a block is encrypted, as its first lines say (RFC 1421 §4.6.1).
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Encryption {
    cipher: CbcCipher,
    iv: Vec<u8>,
}

impl Encryption {
    /// Reads the lines before an encrypted content, and returns what follows them; `None` if there are none.
    pub(super) fn read(body: &[u8]) -> Result<(Option<Self>, &[u8]), PemError> {
        const METHODS: [(&[u8], CbcCipher); 5] = [
            (b"DEK-Info: DES-EDE3-CBC,", CbcCipher::DesEde3),
            (b"DEK-Info: DES-CBC,", CbcCipher::Des),
            (b"DEK-Info: AES-128-CBC,", CbcCipher::Aes128),
            (b"DEK-Info: AES-192-CBC,", CbcCipher::Aes192),
            (b"DEK-Info: AES-256-CBC,", CbcCipher::Aes256),
        ];
        let Some(rest) = body.strip_prefix(b"Proc-Type: 4,ENCRYPTED") else { return Ok((None, body)) };
        let line = next_line(rest)?;
        let (cipher, digits) = METHODS
            .iter()
            .find_map(|(prefix, cipher)| line.strip_prefix(*prefix).map(|rest| (*cipher, rest)))
            .ok_or(PemError::UnknownEncryption)?;
        let (digits, rest) = digits.split_at_checked(2 * cipher.block_len()).ok_or(PemError::InvalidIv)?;
        let iv = from_hexadecimal(digits).ok_or(PemError::InvalidIv)?;
        Ok((Some(Self { cipher, iv }), next_line(rest)?))
    }

    /// Decrypts a content. A wrong password is told by the padding alone, so that one in about 128 passes and gives
    /// bytes that are no key.
    ///
    /// As Mbed TLS has it, a padding of length 0 is taken, and one of more than a block.
    pub(super) fn decrypt(
        &self,
        mut content: Zeroizing<Vec<u8>>,
        password: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, PemError> {
        let mut key = Zeroizing::new(vec![0; self.cipher.key_len()]);
        pem_md5(password, &self.iv, &mut key);
        // Key and vector fit the cipher, so that only the content can be wrong.
        self.cipher.decrypt(&key, &self.iv, &mut content).map_err(|_| match self.cipher {
            CbcCipher::Des | CbcCipher::DesEde3 => PemError::PartialDesBlock,
            CbcCipher::Aes128 | CbcCipher::Aes192 | CbcCipher::Aes256 => PemError::PartialAesBlock,
        })?;
        let (length, is_right) = match content.last() {
            Some(0) => (content.len(), true),
            _ => BlockPadding::Pkcs7.message_len(&content),
        };
        if !is_right {
            return Err(PemError::PasswordMismatch);
        }
        content.truncate(length);
        Ok(content)
    }
}

fn next_line(text: &[u8]) -> Result<&[u8], PemError> {
    let text = text.strip_prefix(b"\r").unwrap_or(text);
    text.strip_prefix(b"\n").ok_or(PemError::InvalidData)
}

fn from_hexadecimal(digits: &[u8]) -> Option<Vec<u8>> {
    let value = |digit: &u8| char::from(*digit).to_digit(16);
    digits
        .chunks(2)
        .map(|pair| pair.iter().try_fold(0, |sum, digit| Some(sum << 4 | value(digit)?)))
        .map(|octet| octet.map(|octet| octet as u8))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_lines_name_cipher_and_vector() {
        let read = |text: &'static str| Encryption::read(text.as_bytes());
        assert_eq!(read("Zm9v"), Ok((None, &b"Zm9v"[..])));
        let encryption = Encryption { cipher: CbcCipher::Des, iv: vec![0, 0x11, 0x2a, 0x2b, 1, 2, 3, 4] };
        assert_eq!(
            read("Proc-Type: 4,ENCRYPTED\r\nDEK-Info: DES-CBC,00112A2b01020304\r\n\r\nZm9v"),
            Ok((Some(encryption), &b"\r\nZm9v"[..]))
        );
        assert_eq!(read("Proc-Type: 4,ENCRYPTED"), Err(PemError::InvalidData));
        assert_eq!(read("Proc-Type: 4,ENCRYPTED\n"), Err(PemError::UnknownEncryption));
        let line = |line: &str| {
            Encryption::read(format!("Proc-Type: 4,ENCRYPTED\nDEK-Info: {line}").as_bytes()).err()
        };
        assert_eq!(line("AES-128-CTR,00112233445566778899aabbccddeeff\n"), Some(PemError::UnknownEncryption));
        assert_eq!(line("AES-128-CBC,00112233445566778899aabbccddee\n"), Some(PemError::InvalidIv));
        assert_eq!(line("AES-128-CBC,00112233445566778899aabbccddeeg0\n"), Some(PemError::InvalidIv));
        assert_eq!(line("AES-128-CBC,00112233445566778899aabbccddeeff0\n"), Some(PemError::InvalidData));
        assert_eq!(line("AES-128-CBC,00112233445566778899aabbccddeeff\n"), None);
    }

    /// A content of `plain`, encrypted as it stands.
    fn encrypted(cipher: CbcCipher, plain: &[u8]) -> (Encryption, Zeroizing<Vec<u8>>) {
        let encryption = Encryption { cipher, iv: vec![7; cipher.block_len()] };
        let mut key = vec![0; cipher.key_len()];
        pem_md5(b"secret", &encryption.iv, &mut key);
        let mut content = Zeroizing::new(plain.to_vec());
        cipher.encrypt(&key, &encryption.iv, &mut content).expect("whole blocks");
        (encryption, content)
    }

    #[test]
    fn passwords_are_told_by_the_padding() {
        for cipher in CbcCipher::ALL {
            let decrypt = |plain: &[u8], password: &[u8]| {
                let (encryption, content) = encrypted(cipher, plain);
                encryption.decrypt(content, password).map(|content| content.to_vec())
            };
            let block = cipher.block_len();
            let mut plain = vec![block as u8 - 1; block];
            plain[0] = 0x30;
            assert_eq!(decrypt(&plain, b"secret"), Ok(vec![0x30]), "{cipher:?}");
            assert_eq!(decrypt(&plain, b""), Err(PemError::PasswordMismatch));
            assert_eq!(decrypt(&plain, b"Secret"), Err(PemError::PasswordMismatch));
            plain[block - 1] = 0;
            assert_eq!(decrypt(&plain, b"secret"), Ok(plain.clone()));
            let long = vec![block as u8 + 1; 2 * block];
            assert_eq!(decrypt(&long, b"secret").map(|content| content.len()), Ok(block - 1));
            let (encryption, mut content) = encrypted(cipher, &plain);
            content.pop();
            assert!(matches!(
                encryption.decrypt(content, b"secret").err(),
                Some(PemError::PartialDesBlock | PemError::PartialAesBlock)
            ));
        }
    }
}
