package main

import (
	"testing"

	"sigs.k8s.io/yaml"
)

// A container's name is twelve hexadecimal digits: of 140 names one is a number to YAML.
func TestANodesNameIsTextWhateverItsDigits(t *testing.T) {
	for _, name := range []string{"4327448887e7", "123456789012", "0x1234567890", "c0ffee", "null"} {
		var config struct {
			HostnameOverride string `json:"hostnameOverride"`
			ClusterCIDR      string `json:"clusterCIDR"`
		}
		if err := yaml.Unmarshal([]byte(proxyConfig(name, "10.42.0.0/16", "/etc/kubeconfig")), &config); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if config.HostnameOverride != name || config.ClusterCIDR != "10.42.0.0/16" {
			t.Errorf("%s: %+v", name, config)
		}
	}
}
