package main

import (
	"slices"
	"strings"
	"testing"
)

func parse(t *testing.T, arguments ...string) options {
	t.Helper()
	o, err := parseOptions(arguments, func(string) string { return "" })
	if err != nil {
		t.Fatalf("%v: %v", arguments, err)
	}
	return o
}

func TestBothFormsOfAFlag(t *testing.T) {
	o := parse(t, "server", "--tls-san=a,b", "--tls-san", "c", "--disable", "traefik", "--node-name=N1")
	if got := o.tlsSANs.String(); got != "a,b,c" {
		t.Errorf("tls-san: %s", got)
	}
	if o.nodeName != "n1" || !o.isDisabled("traefik") || o.isDisabled("coredns") {
		t.Errorf("%+v", o)
	}
}

func TestDerivedAddresses(t *testing.T) {
	o := parse(t, "server", "--service-cidr=10.53.0.0/16")
	if got := o.clusterDNS.String(); got != "10.53.0.10" {
		t.Errorf("cluster DNS: %s", got)
	}
}

func TestBadArguments(t *testing.T) {
	for expected, arguments := range map[string][]string{
		`must be "server" or "agent"`:   {"master"},
		"unknown flag --no-such-flag":   {"server", "--no-such-flag=1"},
		"flag --token needs a value":    {"server", "--token"},
		"everything after \"server\"":   {"server", "now"},
		"--cluster-cidr \"10.42\" must": {"server", "--cluster-cidr=10.42"},
		"overlap":                       {"server", "--cluster-cidr=10.43.0.0/16"},
		"must be an address inside":     {"server", "--cluster-dns=10.42.0.10"},
		"set K3S_URL and K3S_TOKEN":     {"agent"},
	} {
		_, err := parseOptions(arguments, func(string) string { return "" })
		if err == nil || !strings.Contains(err.Error(), expected) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%v: %v, wanted %q in one line", arguments, err, expected)
		}
	}
}

func TestUsersFlagsWin(t *testing.T) {
	o := parse(t, "server", "--kubelet-arg=max-pods=20", "--kubelet-arg=node-ip=1.2.3.4", "--kubelet-arg", "--fail-swap-on")
	got := o.arguments("kubelet", map[string]string{"node-ip": "10.0.0.1", "config": "c"})
	want := []string{"--config=c", "--fail-swap-on=true", "--max-pods=20", "--node-ip=1.2.3.4"}
	if !slices.Equal(got, want) {
		t.Errorf("%v, wanted %v", got, want)
	}
}

func TestTokens(t *testing.T) {
	if id, secret := bootstrapToken("abcdef.0123456789abcdef"); id != "abcdef" || secret != "0123456789abcdef" {
		t.Errorf("a token in Kubernetes' form is taken as it is, not as %s.%s", id, secret)
	}
	id, secret := bootstrapToken("any secret")
	if !bootstrapTokenForm.MatchString(id + "." + secret) {
		t.Errorf("%s.%s is not in Kubernetes' form", id, secret)
	}
	if hash, password := splitToken("K10abc::server:any:secret"); hash != "abc" || password != "any:secret" {
		t.Errorf("%s %s", hash, password)
	}
	if longID, _ := bootstrapToken("K10abc::server:any secret"); longID != id {
		t.Errorf("both forms of one token must be the same token")
	}
}
