package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
	"k8s.io/cluster-bootstrap/token/jws"
)

// settings is what an agent must know of its cluster besides the address.
type settings struct {
	ClusterCIDR   string `json:"clusterCIDR"`
	ServiceCIDR   string `json:"serviceCIDR"`
	ClusterDNS    string `json:"clusterDNS"`
	ClusterDomain string `json:"clusterDomain"`
}

// join brings a further node of an existing server up.
func (n *node) join(ctx context.Context) error {
	if err := n.prepareMachine(); err != nil {
		return err
	}
	if err := os.MkdirAll(tlsDirectory, 0o755); err != nil {
		return err
	}
	n.say("agent %s: joining %s", n.options.nodeName, n.options.server)
	runtime, runtimeCtx := errgroup.WithContext(ctx)
	runtime.Go(func() error { return n.startContainerd(runtimeCtx) })

	id, secret := bootstrapToken(n.options.token)
	cluster, with, err := n.discover(ctx, id, secret)
	if err != nil {
		return err
	}
	n.say("the server has proven that it knows the token")
	kubeletKubeconfig := filepath.Join(dataDirectory, "kubelet.kubeconfig")
	certificate := "/var/lib/kubelet/pki/kubelet-client-current.pem"
	bootstrap := filepath.Join(dataDirectory, "bootstrap.kubeconfig")
	cluster.AuthInfos["default"] = &clientcmdapi.AuthInfo{Token: id + "." + secret}
	cluster.Contexts["default"] = &clientcmdapi.Context{Cluster: "default", AuthInfo: "default"}
	cluster.CurrentContext = "default"
	if err := clientcmd.WriteToFile(*cluster, bootstrap); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(tlsDirectory, "ca.crt"), cluster.Clusters["default"].CertificateAuthorityData, 0o644); err != nil {
		return err
	}
	if err := isolate(with.ClusterCIDR, with.ServiceCIDR); err != nil {
		return err
	}
	if err := runtime.Wait(); err != nil {
		return err
	}
	err = n.startKubelet(with.ClusterDNS, with.ClusterDomain, map[string]string{
		"kubeconfig":           kubeletKubeconfig,
		"bootstrap-kubeconfig": bootstrap,
		"cert-dir":             filepath.Dir(certificate),
		"rotate-certificates":  "true",
	})
	if err != nil {
		return err
	}
	// kubelet writes its kubeconfig early, and the file that this points to when
	// its certificate has been signed.
	if err := until(ctx, 50*time.Millisecond, func() bool { return exists(kubeletKubeconfig) && exists(certificate) }); err != nil {
		return err
	}
	if err := n.startProxy(kubeletKubeconfig, with.ClusterCIDR); err != nil {
		return err
	}
	config, err := clientcmd.BuildConfigFromFlags("", kubeletKubeconfig)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	if err := n.waitRegistered(ctx, client); err != nil {
		return err
	}
	n.say(readyLine)
	return n.syncNetwork(ctx, client)
}

// discover learns the cluster's address and authority from a server that is not
// trusted yet: what it says counts once it is signed with the shared token.
func (n *node) discover(ctx context.Context, id, secret string) (*clientcmdapi.Config, settings, error) {
	var with settings
	client, err := kubernetes.NewForConfig(&rest.Config{
		Host:            n.options.server,
		TLSClientConfig: rest.TLSClientConfig{Insecure: true},
		Timeout:         5 * time.Second,
	})
	if err != nil {
		return nil, with, fmt.Errorf("the server's address %q cannot be used (%w); give one such as https://server:6443", n.options.server, err)
	}
	var found *corev1.ConfigMap
	complained := time.Now()
	err = until(ctx, 200*time.Millisecond, func() bool {
		var why string
		found, err = client.CoreV1().ConfigMaps("kube-public").Get(ctx, "cluster-info", metav1.GetOptions{})
		switch signature := ""; {
		case apierrors.IsNotFound(err) || apierrors.IsForbidden(err):
			why = "the server is not ready to be joined yet"
		case err != nil:
			why = err.Error()
		default:
			signature = found.Data["jws-kubeconfig-"+id]
			if jws.DetachedTokenIsValid(signature, found.Data["kubeconfig"], id, secret) {
				return true
			}
			why = "the server does not know this token (yet); compare K3S_TOKEN on both sides"
		}
		if time.Since(complained) > 10*time.Second {
			n.say("waiting for %s: %s", n.options.server, why)
			complained = time.Now()
		}
		return false
	})
	if err != nil {
		return nil, with, err
	}
	cluster, err := clientcmd.Load([]byte(found.Data["kubeconfig"]))
	if err != nil {
		return nil, with, err
	}
	ca := cluster.Clusters["default"]
	if hash, _ := splitToken(n.options.token); hash != "" && hash != fingerprint(ca.CertificateAuthorityData) {
		return nil, with, fmt.Errorf("the token belongs to another server than %s; take the one in %s there", n.options.server, tokenFile)
	}
	// The settings beside the signed part are asked for again, from the server
	// that the signed part names.
	trusted, err := kubernetes.NewForConfig(&rest.Config{
		Host:            ca.Server,
		TLSClientConfig: rest.TLSClientConfig{CAData: ca.CertificateAuthorityData},
	})
	if err != nil {
		return nil, with, err
	}
	if found, err = trusted.CoreV1().ConfigMaps("kube-public").Get(ctx, "cluster-info", metav1.GetOptions{}); err != nil {
		return nil, with, err
	}
	return cluster, with, json.Unmarshal([]byte(strings.TrimSpace(found.Data["settings"])), &with)
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
