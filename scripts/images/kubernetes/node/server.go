package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

const (
	dataDirectory    = "/var/lib/m1onk8s"
	tlsDirectory     = dataDirectory + "/tls"
	adminKubeconfig  = "/etc/rancher/k3s/k3s.yaml"
	tokenFile        = "/var/lib/rancher/k3s/server/node-token"
	localServer      = "https://127.0.0.1:6443"
	corednsImageFile = "/etc/m1onk8s/coredns-image"
	// What drives the k3s image waits for this line.
	readyLine = "Node controller sync successful"
)

// serve brings a control plane and a node up. On a small machine the processor
// is what start-up waits for, so nothing is started before it can do its work.
func (n *node) serve(ctx context.Context) error {
	if err := n.prepareMachine(); err != nil {
		return err
	}
	n.say("%s %s: starting", n.options.role, n.options.nodeName)
	if err := n.processes.start("etcd", "--data-dir=/var/lib/etcd"); err != nil {
		return err
	}
	ca, err := n.makeIdentities()
	if err != nil {
		return err
	}
	if err := n.startAPIServer(); err != nil {
		return err
	}

	runtime, runtimeCtx := errgroup.WithContext(ctx)
	runtime.Go(func() error { return n.startContainerd(runtimeCtx) })
	runtime.Go(func() error { return isolate(n.options.clusterCIDR.String(), n.options.serviceCIDR.String()) })
	// A first node always gets the first range. Written before the API server
	// can say so, it saves a second; syncNetwork corrects it if it is wrong.
	runtime.Go(func() error {
		return writeCNI(fmt.Sprintf("%s/24", n.options.clusterCIDR.Addr()))
	})

	config, err := clientcmd.BuildConfigFromFlags("", adminKubeconfig)
	if err != nil {
		return err
	}
	config.QPS, config.Burst = 200, 400
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	if err := until(ctx, 25*time.Millisecond, func() bool { return getOK(ctx, client, "/version") }); err != nil {
		return err
	}
	n.say("API server answers")
	if err := runtime.Wait(); err != nil {
		return err
	}
	n.say("container runtime and images are there")
	if err := n.startKubelet(n.options.clusterDNS.String(), n.options.clusterDomain, map[string]string{
		"kubeconfig":           filepath.Join(dataDirectory, "kubelet.kubeconfig"),
		"tls-cert-file":        filepath.Join(tlsDirectory, "local.crt"),
		"tls-private-key-file": filepath.Join(tlsDirectory, "local.key"),
	}); err != nil {
		return err
	}
	with, err := n.objectValues(ca)
	if err != nil {
		return err
	}
	setup, setupCtx := errgroup.WithContext(ctx)
	setup.Go(func() error { return n.createClusterObjects(setupCtx, config, with) })
	setup.Go(func() error {
		if err := until(setupCtx, 25*time.Millisecond, func() bool { return getOK(setupCtx, client, "/readyz") }); err != nil {
			return err
		}
		n.say("API server is ready")
		// The controllers ask for its health once a second until it is good, so
		// started any earlier they would begin their work later.
		if err := n.startControllers(); err != nil {
			return err
		}
		// Given a fixed address any earlier, the API server would report that
		// it had to repair its list of addresses.
		return n.createDNSService(setupCtx, config, with)
	})
	setup.Go(func() error {
		if err := n.waitRegistered(setupCtx, client); err != nil {
			return err
		}
		// kube-proxy asks for the node's addresses once a second too.
		return n.startProxy(filepath.Join(dataDirectory, "kube-proxy.kubeconfig"), n.options.clusterCIDR.String())
	})
	if err := setup.Wait(); err != nil {
		return err
	}
	n.processes.isUp()
	n.say(readyLine)
	if err := n.markControlPlane(ctx, client); err != nil {
		return err
	}
	return n.syncNetwork(ctx, client)
}

// makeIdentities writes every certificate, key and kubeconfig of a server.
func (n *node) makeIdentities() (*authority, error) {
	for _, directory := range []string{tlsDirectory, filepath.Dir(adminKubeconfig), filepath.Dir(tokenFile)} {
		if err := os.MkdirAll(directory, 0o755); err != nil {
			return nil, err
		}
	}
	ca, err := loadOrCreateAuthority(tlsDirectory, "ca")
	if err != nil {
		return nil, err
	}
	frontProxy, err := loadOrCreateAuthority(tlsDirectory, "front-proxy-ca")
	if err != nil {
		return nil, err
	}
	if _, err := loadOrCreateKey(filepath.Join(tlsDirectory, "service-account.key")); err != nil {
		return nil, err
	}
	names := append([]string{
		"localhost", "127.0.0.1", "::1", n.address, n.options.nodeName, nth(n.options.serviceCIDR, 1).String(),
		"kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc." + n.options.clusterDomain,
	}, n.options.tlsSANs...)
	masters := []string{"system:masters"}
	if err := ca.issueFiles("apiserver", identity{user: "kube-apiserver", names: names}); err != nil {
		return nil, err
	}
	// Each of the others would make itself an RSA key, of which one costs more
	// time than all of these together.
	if err := ca.issueFiles("local", identity{user: n.options.nodeName, names: []string{"localhost", "127.0.0.1", n.address, n.options.nodeName}}); err != nil {
		return nil, err
	}
	if err := ca.issueFiles("apiserver-kubelet-client", identity{user: "kube-apiserver-kubelet-client", groups: masters}); err != nil {
		return nil, err
	}
	if err := frontProxy.issueFiles("front-proxy-client", identity{user: "front-proxy-client"}); err != nil {
		return nil, err
	}
	// The control plane's own processes are masters too: the API server takes
	// another second until its roles exist, and without them they would give up.
	for file, who := range map[string]identity{
		adminKubeconfig: {user: "system:admin", groups: masters},
		filepath.Join(dataDirectory, "kube-controller-manager.kubeconfig"): {user: "system:kube-controller-manager", groups: masters},
		filepath.Join(dataDirectory, "kube-scheduler.kubeconfig"):          {user: "system:kube-scheduler", groups: masters},
		filepath.Join(dataDirectory, "kube-proxy.kubeconfig"):              {user: "system:kube-proxy", groups: masters},
		filepath.Join(dataDirectory, "kubelet.kubeconfig"):                 {user: "system:node:" + n.options.nodeName, groups: []string{"system:nodes"}},
	} {
		if err := ca.writeKubeconfig(file, localServer, who); err != nil {
			return nil, err
		}
	}
	return ca, nil
}

func (n *node) startAPIServer() error {
	pki := func(name string) string { return filepath.Join(tlsDirectory, name) }
	return n.processes.keep("kube-apiserver", n.options.arguments("kube-apiserver", map[string]string{
		"advertise-address":                  n.address,
		"secure-port":                        "6443",
		"allow-privileged":                   "true",
		"authorization-mode":                 "Node,RBAC",
		"enable-admission-plugins":           "NodeRestriction",
		"enable-bootstrap-token-auth":        "true",
		"etcd-servers":                       "http://127.0.0.1:2379",
		"client-ca-file":                     pki("ca.crt"),
		"tls-cert-file":                      pki("apiserver.crt"),
		"tls-private-key-file":               pki("apiserver.key"),
		"kubelet-client-certificate":         pki("apiserver-kubelet-client.crt"),
		"kubelet-client-key":                 pki("apiserver-kubelet-client.key"),
		"kubelet-preferred-address-types":    "InternalIP,Hostname",
		"proxy-client-cert-file":             pki("front-proxy-client.crt"),
		"proxy-client-key-file":              pki("front-proxy-client.key"),
		"requestheader-client-ca-file":       pki("front-proxy-ca.crt"),
		"requestheader-allowed-names":        "front-proxy-client",
		"requestheader-username-headers":     "X-Remote-User",
		"requestheader-group-headers":        "X-Remote-Group",
		"requestheader-extra-headers-prefix": "X-Remote-Extra-",
		"service-cluster-ip-range":           n.options.serviceCIDR.String(),
		"service-account-issuer":             "https://kubernetes.default.svc." + n.options.clusterDomain,
		"service-account-key-file":           pki("service-account.key"),
		"service-account-signing-key-file":   pki("service-account.key"),
		"profiling":                          "false",
	})...)
}

func (n *node) startControllers() error {
	managerConfig := filepath.Join(dataDirectory, "kube-controller-manager.kubeconfig")
	manager := n.options.arguments("kube-controller-manager", map[string]string{
		"kubeconfig":                       managerConfig,
		"allocate-node-cidrs":              "true",
		"cluster-cidr":                     n.options.clusterCIDR.String(),
		"service-cluster-ip-range":         n.options.serviceCIDR.String(),
		"cluster-signing-cert-file":        filepath.Join(tlsDirectory, "ca.crt"),
		"cluster-signing-key-file":         filepath.Join(tlsDirectory, "ca.key"),
		"root-ca-file":                     filepath.Join(tlsDirectory, "ca.crt"),
		"service-account-private-key-file": filepath.Join(tlsDirectory, "service-account.key"),
		"use-service-account-credentials":  "true",
		"tls-cert-file":                    filepath.Join(tlsDirectory, "local.crt"),
		"tls-private-key-file":             filepath.Join(tlsDirectory, "local.key"),
		"controllers":                      "*,bootstrapsigner,tokencleaner",
		"leader-elect":                     "false", // there is one server
		// The default of 20 requests a second is meant for a shared server, and
		// makes forty controllers take five seconds to start.
		"kube-api-qps":   "500",
		"kube-api-burst": "1000",
		// It may start before the API server has made the role that allows it.
		"authentication-tolerate-lookup-failure": "true",
		"bind-address":                           "127.0.0.1",
		"profiling":                              "false",
	})
	if err := n.processes.start("kube-controller-manager", manager...); err != nil {
		return err
	}
	schedulerConfig := filepath.Join(dataDirectory, "kube-scheduler.kubeconfig")
	return n.processes.start("kube-scheduler", n.options.arguments("kube-scheduler", map[string]string{
		"kubeconfig":           schedulerConfig,
		"tls-cert-file":        filepath.Join(tlsDirectory, "local.crt"),
		"tls-private-key-file": filepath.Join(tlsDirectory, "local.key"),
		"kube-api-qps":         "500",
		"kube-api-burst":       "1000",
		"leader-elect":         "false",
		"bind-address":         "127.0.0.1",
		"profiling":            "false",
	})...)
}

func (n *node) objectValues(ca *authority) (values, error) {
	token, err := n.joinToken(ca)
	if err != nil {
		return values{}, err
	}
	id, secret := bootstrapToken(token)
	clusterInfo, err := clientcmd.Write(*kubeconfig("https://"+n.address+":6443", ca.certPEM))
	if err != nil {
		return values{}, err
	}
	corednsImage, err := os.ReadFile(corednsImageFile)
	if err != nil {
		return values{}, err
	}
	return values{
		TokenID: id, TokenSecret: secret, ClusterInfo: string(clusterInfo),
		ClusterCIDR: n.options.clusterCIDR.String(), ServiceCIDR: n.options.serviceCIDR.String(),
		ClusterDNS: n.options.clusterDNS.String(), ClusterDomain: n.options.clusterDomain,
		CoreDNSImage: strings.TrimSpace(string(corednsImage)),
	}, nil
}

func (n *node) createClusterObjects(ctx context.Context, config *rest.Config, with values) error {
	if !n.options.isDisabled("coredns") {
		if err := createObjects(ctx, config, corednsObjects, with); err != nil {
			return err
		}
	}
	return createObjects(ctx, config, clusterObjects, with)
}

func (n *node) createDNSService(ctx context.Context, config *rest.Config, with values) error {
	if n.options.isDisabled("coredns") {
		return nil
	}
	return createObjects(ctx, config, dnsServiceObject, with)
}

// joinToken is the user's token, or else one made up, in k3s' form: with a hash
// by which an agent recognises the server. It is left where k3s leaves its own.
func (n *node) joinToken(ca *authority) (string, error) {
	if n.options.token == "" {
		if kept, err := os.ReadFile(tokenFile); err == nil {
			return strings.TrimSpace(string(kept)), nil
		}
		random := make([]byte, 16)
		if _, err := rand.Read(random); err != nil {
			return "", err
		}
		n.options.token = "K10" + fingerprint(ca.certPEM) + "::server:" + hex.EncodeToString(random)
	}
	return n.options.token, os.WriteFile(tokenFile, []byte(n.options.token+"\n"), 0o600)
}

var bootstrapTokenForm = regexp.MustCompile(`^([a-z0-9]{6})\.([a-z0-9]{16})$`)

// bootstrapToken makes Kubernetes' form of token from any secret that both
// sides know.
func bootstrapToken(token string) (id, secret string) {
	if parts := bootstrapTokenForm.FindStringSubmatch(token); parts != nil {
		return parts[1], parts[2]
	}
	_, password := splitToken(token)
	sum := sha256.Sum256([]byte(password))
	digits := hex.EncodeToString(sum[:])
	return digits[:6], digits[6:22]
}

// splitToken takes k3s' long form apart: K10<hash of the authority>::user:password.
func splitToken(token string) (hash, password string) {
	long, found := strings.CutPrefix(token, "K10")
	if !found {
		return "", token
	}
	hash, credentials, found := strings.Cut(long, "::")
	if !found {
		return "", token
	}
	_, password, found = strings.Cut(credentials, ":")
	if !found {
		return "", token
	}
	return hash, password
}

func fingerprint(certPEM []byte) string {
	sum := sha256.Sum256(certPEM)
	return hex.EncodeToString(sum[:])
}

func getOK(ctx context.Context, client kubernetes.Interface, path string) bool {
	return client.Discovery().RESTClient().Get().AbsPath(path).Do(ctx).Error() == nil
}

// waitRegistered returns when kubelet has said who it is, not merely when an
// object of that name exists.
func (n *node) waitRegistered(ctx context.Context, client kubernetes.Interface) error {
	err := until(ctx, 50*time.Millisecond, func() bool {
		found, err := client.CoreV1().Nodes().Get(ctx, n.options.nodeName, metav1.GetOptions{})
		return err == nil && found.Status.NodeInfo.KubeletVersion != ""
	})
	if err == nil {
		n.say("kubelet has registered")
	}
	return err
}

// markControlPlane sets the label that kubelet may not set on itself.
func (n *node) markControlPlane(ctx context.Context, client kubernetes.Interface) error {
	patch := []byte(`{"metadata":{"labels":{"node-role.kubernetes.io/control-plane":"true"}}}`)
	_, err := client.CoreV1().Nodes().Patch(ctx, n.options.nodeName, types.MergePatchType, patch, metav1.PatchOptions{})
	return err
}
