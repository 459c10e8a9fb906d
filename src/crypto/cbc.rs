//! Cipher block chaining (NIST SP 800-38A §6.2) over whole blocks, in place: what encrypted private keys use.

use crate::error::CryptoError;
use cbc::cipher::array::Array;
use cbc::cipher::{
    BlockCipherDecrypt, BlockCipherEncrypt, BlockModeDecrypt, BlockModeEncrypt, InnerIvInit, KeyInit,
};

/// A block cipher to chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CbcCipher {
    /// DES, to read old files only
    Des,
    /// Triple DES with three keys, to read old files only
    DesEde3,
    /// AES with a key of 128 bits
    Aes128,
    /// AES with a key of 192 bits
    Aes192,
    /// AES with a key of 256 bits
    Aes256,
}

impl CbcCipher {
    /// Every cipher.
    pub const ALL: [Self; 5] = [Self::Des, Self::DesEde3, Self::Aes128, Self::Aes192, Self::Aes256];

    /// Bytes of the key; the parity bits of DES keys count, and are not looked at.
    pub const fn key_len(self) -> usize {
        match self {
            Self::Des => 8,
            Self::Aes128 => 16,
            Self::DesEde3 | Self::Aes192 => 24,
            Self::Aes256 => 32,
        }
    }

    /// Bytes of a block, and of the initialization vector.
    pub const fn block_len(self) -> usize {
        match self {
            Self::Des | Self::DesEde3 => 8,
            Self::Aes128 | Self::Aes192 | Self::Aes256 => 16,
        }
    }

    /// Decrypts `data` in place. Fails with [`CryptoError::BadKey`] if `key` or `iv` has another length than the
    /// cipher's, and with [`CryptoError::Unsupported`] if the last block is not whole; `data` is untouched then.
    pub fn decrypt(self, key: &[u8], iv: &[u8], data: &mut [u8]) -> Result<(), CryptoError> {
        match self {
            Self::Des => decrypt::<des::Des>(key, iv, data),
            Self::DesEde3 => decrypt::<des::TdesEde3>(key, iv, data),
            Self::Aes128 => decrypt::<aes::Aes128>(key, iv, data),
            Self::Aes192 => decrypt::<aes::Aes192>(key, iv, data),
            Self::Aes256 => decrypt::<aes::Aes256>(key, iv, data),
        }
    }

    /// Encrypts `data` in place. Fails as [`decrypt`](Self::decrypt) does.
    pub fn encrypt(self, key: &[u8], iv: &[u8], data: &mut [u8]) -> Result<(), CryptoError> {
        match self {
            Self::Des => encrypt::<des::Des>(key, iv, data),
            Self::DesEde3 => encrypt::<des::TdesEde3>(key, iv, data),
            Self::Aes128 => encrypt::<aes::Aes128>(key, iv, data),
            Self::Aes192 => encrypt::<aes::Aes192>(key, iv, data),
            Self::Aes256 => encrypt::<aes::Aes256>(key, iv, data),
        }
    }
}

fn decrypt<C: KeyInit + BlockCipherDecrypt>(
    key: &[u8],
    iv: &[u8],
    data: &mut [u8],
) -> Result<(), CryptoError> {
    let cipher = C::new_from_slice(key).map_err(|_| CryptoError::BadKey)?;
    let mut mode = cbc::Decryptor::<C>::inner_iv_slice_init(cipher, iv).map_err(|_| CryptoError::BadKey)?;
    let (blocks, []) = Array::slice_as_chunks_mut(data) else { return Err(CryptoError::Unsupported) };
    mode.decrypt_blocks(blocks);
    Ok(())
}

fn encrypt<C: KeyInit + BlockCipherEncrypt>(
    key: &[u8],
    iv: &[u8],
    data: &mut [u8],
) -> Result<(), CryptoError> {
    let cipher = C::new_from_slice(key).map_err(|_| CryptoError::BadKey)?;
    let mut mode = cbc::Encryptor::<C>::inner_iv_slice_init(cipher, iv).map_err(|_| CryptoError::BadKey)?;
    let (blocks, []) = Array::slice_as_chunks_mut(data) else { return Err(CryptoError::Unsupported) };
    mode.encrypt_blocks(blocks);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        let digit = |octet: u8| char::from(octet).to_digit(16).expect("a digit") as u8;
        hex.as_bytes().chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
    }

    #[test]
    fn nist_examples() {
        let iv = "000102030405060708090a0b0c0d0e0f";
        let plain = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51";
        for (cipher, key, iv, plain, expected) in [
            // SP 800-38A appendix F.2.
            (
                CbcCipher::Aes128,
                "2b7e151628aed2a6abf7158809cf4f3c",
                iv,
                plain,
                "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2",
            ),
            (
                CbcCipher::Aes192,
                "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b",
                iv,
                plain,
                "4f021db243bc633d7178183a9fa071e8b4d9ada9ad7dedf4e5e738763f69145a",
            ),
            (
                CbcCipher::Aes256,
                "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
                iv,
                plain,
                "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d",
            ),
            // FIPS 81 appendix C.
            (
                CbcCipher::Des,
                "0123456789abcdef",
                "1234567890abcdef",
                "4e6f77206973207468652074696d6520666f7220616c6c20",
                "e5c7cdde872bf27c43e934008c389c0f683788499a7c05f6",
            ),
            // Three equal keys make it DES.
            (
                CbcCipher::DesEde3,
                "0123456789abcdef0123456789abcdef0123456789abcdef",
                "1234567890abcdef",
                "4e6f77206973207468652074696d6520666f7220616c6c20",
                "e5c7cdde872bf27c43e934008c389c0f683788499a7c05f6",
            ),
        ] {
            let (key, iv, mut data) = (bytes(key), bytes(iv), bytes(plain));
            assert_eq!((key.len(), iv.len()), (cipher.key_len(), cipher.block_len()));
            cipher.encrypt(&key, &iv, &mut data).expect("whole blocks");
            assert_eq!(data, bytes(expected), "{cipher:?}");
            cipher.decrypt(&key, &iv, &mut data).expect("whole blocks");
            assert_eq!(data, bytes(plain), "{cipher:?}");
        }
    }

    #[test]
    fn lengths_are_checked_and_data_kept() {
        for cipher in CbcCipher::ALL {
            let (key, iv) = (vec![1; cipher.key_len()], vec![2; cipher.block_len()]);
            let mut data = vec![3; 2 * cipher.block_len() + 1];
            assert_eq!(cipher.decrypt(&key, &iv, &mut data), Err(CryptoError::Unsupported));
            assert_eq!(cipher.encrypt(&key, &iv, &mut data), Err(CryptoError::Unsupported));
            assert_eq!(cipher.decrypt(&key[1..], &iv, &mut data[1..]), Err(CryptoError::BadKey));
            assert_eq!(cipher.encrypt(&key, &iv[1..], &mut data[1..]), Err(CryptoError::BadKey));
            assert!(data.iter().all(|octet| *octet == 3));
            assert_eq!(cipher.decrypt(&key, &iv, &mut []), Ok(()));
        }
    }
}
