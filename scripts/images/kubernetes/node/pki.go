package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"

	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
)

const lifetime = 10 * 365 * 24 * time.Hour

// authority is a certificate authority of this node. It is created at the first
// start and kept in the container, so that a restarted node is the same cluster.
// Every container makes its own: an image with a key in it would let whoever has
// the image into every cluster made from it. P-256 keys cost a millisecond.
type authority struct {
	directory string
	cert      *x509.Certificate
	certPEM   []byte
	key       *ecdsa.PrivateKey
}

func loadOrCreateAuthority(directory, name string) (*authority, error) {
	key, err := loadOrCreateKey(filepath.Join(directory, name+".key"))
	if err != nil {
		return nil, err
	}
	a := &authority{directory: directory, key: key}
	certFile := filepath.Join(directory, name+".crt")
	if a.certPEM, err = os.ReadFile(certFile); err != nil {
		template := &x509.Certificate{
			SerialNumber:          serial(),
			Subject:               pkix.Name{CommonName: name + fmt.Sprintf("@%d", time.Now().Unix())},
			NotBefore:             time.Now().Add(-time.Hour),
			NotAfter:              time.Now().Add(lifetime),
			KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
			BasicConstraintsValid: true,
			IsCA:                  true,
		}
		der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
		if err != nil {
			return nil, err
		}
		a.certPEM = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
		if err := os.WriteFile(certFile, a.certPEM, 0o644); err != nil {
			return nil, err
		}
	}
	block, _ := pem.Decode(a.certPEM)
	if block == nil {
		return nil, fmt.Errorf("%s holds no certificate", certFile)
	}
	a.cert, err = x509.ParseCertificate(block.Bytes)
	return a, err
}

func loadOrCreateKey(file string) (*ecdsa.PrivateKey, error) {
	if content, err := os.ReadFile(file); err == nil {
		block, _ := pem.Decode(content)
		if block == nil {
			return nil, fmt.Errorf("%s holds no key", file)
		}
		return x509.ParseECPrivateKey(block.Bytes)
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	return key, os.WriteFile(file, keyPEM(key), 0o600)
}

// identity is what a certificate says about its holder.
type identity struct {
	user   string
	groups []string
	names  []string // of a server: DNS names and addresses
}

// issue signs a certificate, and returns it and its key as PEM.
func (a *authority) issue(who identity) (certPEM, privatePEM []byte, err error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	template := &x509.Certificate{
		SerialNumber: serial(),
		Subject:      pkix.Name{CommonName: who.user, Organization: who.groups},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(lifetime),
		KeyUsage:     x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}
	for _, name := range who.names {
		template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
		if address := net.ParseIP(name); address != nil {
			template.IPAddresses = append(template.IPAddresses, address)
		} else {
			template.DNSNames = append(template.DNSNames, name)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.cert, key.Public(), crypto.Signer(a.key))
	if err != nil {
		return nil, nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), keyPEM(key), nil
}

// issueFiles writes a certificate and its key beside the authority's own.
func (a *authority) issueFiles(name string, who identity) error {
	certPEM, privatePEM, err := a.issue(who)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(a.directory, name+".key"), privatePEM, 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(a.directory, name+".crt"), certPEM, 0o644)
}

// writeKubeconfig issues a client certificate inside a kubeconfig. Cluster, user
// and context are all named "default", as in k3s' own.
func (a *authority) writeKubeconfig(file, server string, who identity) error {
	certPEM, privatePEM, err := a.issue(who)
	if err != nil {
		return err
	}
	config := kubeconfig(server, a.certPEM)
	config.AuthInfos["default"] = &clientcmdapi.AuthInfo{ClientCertificateData: certPEM, ClientKeyData: privatePEM}
	return clientcmd.WriteToFile(*config, file)
}

// kubeconfig names a server and its authority, and leaves the user open.
func kubeconfig(server string, caPEM []byte) *clientcmdapi.Config {
	config := clientcmdapi.NewConfig()
	config.Clusters["default"] = &clientcmdapi.Cluster{Server: server, CertificateAuthorityData: caPEM}
	config.Contexts["default"] = &clientcmdapi.Context{Cluster: "default", AuthInfo: "default"}
	config.CurrentContext = "default"
	return config
}

func keyPEM(key *ecdsa.PrivateKey) []byte {
	der, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		panic(err) // only an unknown curve can fail, and the curve is ours
	}
	return pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: der})
}

func serial() *big.Int {
	number, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		panic(err) // the kernel's randomness does not fail
	}
	return number
}
