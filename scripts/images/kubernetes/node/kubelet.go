package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const kubeletConfig = "/var/lib/kubelet/config.yaml"

// startKubelet runs kubelet for this node; more holds flags of the role.
func (n *node) startKubelet(clusterDNS, clusterDomain string, more map[string]string) error {
	group, err := ownCgroup()
	if err != nil {
		return err
	}
	config := fmt.Sprintf(`apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: %s}
authorization: {mode: Webhook}
cgroupDriver: cgroupfs
cgroupRoot: %s
failCgroupV1: false
clusterDNS: [%s]
clusterDomain: %q
containerRuntimeEndpoint: unix://%s
failSwapOn: false
resolvConf: %s
serializeImagePulls: false
# The disk is the machine's, not the node's: that it is nearly full says nothing
# about the cluster, and must neither evict pods nor remove their images.
evictionHard: {memory.available: 100Mi, nodefs.available: 0%%, nodefs.inodesFree: 0%%, imagefs.available: 0%%, imagefs.inodesFree: 0%%}
imageGCHighThresholdPercent: 100
`, filepath.Join(tlsDirectory, "ca.crt"), group, clusterDNS, clusterDomain, containerdSocket, resolvConf)
	if err := os.WriteFile(kubeletConfig, []byte(config), 0o644); err != nil {
		return err
	}
	own := map[string]string{
		"config":            kubeletConfig,
		"hostname-override": n.options.nodeName,
		"node-ip":           n.address,
	}
	if len(n.options.labels) > 0 {
		own["node-labels"] = strings.Join(n.options.labels, ",")
	}
	for name, value := range more {
		own[name] = value
	}
	return n.processes.start("kubelet", n.options.arguments("kubelet", own)...)
}

// startProxy runs kube-proxy, which reaches the API server by that kubeconfig.
func (n *node) startProxy(kubeconfigFile, clusterCIDR string) error {
	config := proxyConfig(n.options.nodeName, clusterCIDR, kubeconfigFile)
	file := filepath.Join(dataDirectory, "kube-proxy.yaml")
	if err := os.WriteFile(file, []byte(config), 0o644); err != nil {
		return err
	}
	// kube-proxy takes no other flag beside a config file but these.
	return n.processes.start("kube-proxy", n.options.arguments("kube-proxy", map[string]string{
		"config":            file,
		"hostname-override": n.options.nodeName,
	})...)
}

// proxyConfig quotes the name: that of a container such as 4327448887e7 is a number in YAML.
func proxyConfig(nodeName, clusterCIDR, kubeconfigFile string) string {
	return fmt.Sprintf(`apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: iptables
hostnameOverride: %q
clusterCIDR: %s
clientConnection: {kubeconfig: %s}
# These settings are the machine's, which a container has no business changing.
conntrack: {maxPerCore: 0, min: null, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
# A Service's change is seen within a tenth of a second, not a whole one.
iptables: {minSyncPeriod: 100ms}
`, nodeName, clusterCIDR, kubeconfigFile)
}
