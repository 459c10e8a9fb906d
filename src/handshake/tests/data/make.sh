#!/bin/sh
# Makes the certificates of the handshake tests anew. The tests' clock stands in 2030.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

key() { # name, genpkey arguments
    name=$1; shift
    openssl genpkey "$@" -out "$work/$name.pem"
    openssl pkey -in "$work/$name.pem" -outform DER -out "$name.key.der"
}

leaf() { # name, subject, extensions...
    name=$1; subject=$2; shift 2
    openssl req -new -x509 -CA "$work/ca.crt" -CAkey "$work/ca.pem" -key "$work/$name.pem" -subj "$subject" \
        -days 36500 -addext basicConstraints=critical,CA:FALSE "$@" -outform DER -out "$name.der"
}

key ca -algorithm EC -pkeyopt ec_paramgen_curve:P-256
rm ca.key.der
openssl req -new -x509 -key "$work/ca.pem" -subj "/O=libdtls/CN=Test CA" -days 36500 \
    -addext keyUsage=critical,keyCertSign -out "$work/ca.crt"
openssl x509 -in "$work/ca.crt" -outform DER -out ca.der

key server-ec -algorithm EC -pkeyopt ec_paramgen_curve:P-256
key server-p384 -algorithm EC -pkeyopt ec_paramgen_curve:P-384
key server-rsa -algorithm RSA -pkeyopt rsa_keygen_bits:2048
for name in server-ec server-p384 server-rsa; do
    leaf "$name" "/CN=server" -addext subjectAltName=DNS:server.example \
        -addext keyUsage=critical,digitalSignature -addext extendedKeyUsage=serverAuth
done
key client-ec -algorithm EC -pkeyopt ec_paramgen_curve:P-256
key client-rsa -algorithm RSA -pkeyopt rsa_keygen_bits:2048
for name in client-ec client-rsa; do
    leaf "$name" "/CN=client" -addext keyUsage=critical,digitalSignature -addext extendedKeyUsage=clientAuth
done
