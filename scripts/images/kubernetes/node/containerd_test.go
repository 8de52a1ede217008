package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func read(t *testing.T, content string) registries {
	t.Helper()
	file := filepath.Join(t.TempDir(), "registries.yaml")
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := readRegistries(file)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestNoRegistriesFile(t *testing.T) {
	if _, err := readRegistries(filepath.Join(t.TempDir(), "none")); err != nil {
		t.Error(err)
	}
}

func TestMirrors(t *testing.T) {
	files, err := read(t, `
mirrors:
  docker.io: {endpoint: ["http://one:5000", "https://two"]}
  "*": {endpoint: ["http://all:5000"]}
configs:
  two: {tls: {insecure_skip_verify: true}}
`).hostsFiles()
	if err != nil {
		t.Fatal(err)
	}
	want := `server = "https://two"

[host."http://one:5000"]
  capabilities = ["pull", "resolve"]

[host."https://two"]
  capabilities = ["pull", "resolve"]
  skip_verify = true
`
	if files["docker.io"] != want {
		t.Errorf("%s", files["docker.io"])
	}
	if !strings.Contains(files["_default"], "http://all:5000") {
		t.Errorf("%v", files)
	}
}

func TestBadEndpoint(t *testing.T) {
	_, err := read(t, `mirrors: {docker.io: {endpoint: ["registry:5000"]}}`).hostsFiles()
	if err == nil || !strings.Contains(err.Error(), "must be a URL") {
		t.Error(err)
	}
}

func TestPasswords(t *testing.T) {
	got := read(t, `configs: {"private:5000": {auth: {username: u, password: 'p"q'}}}`).configuration("pause")
	if !strings.Contains(got, `registry.configs."private:5000".auth]`) || !strings.Contains(got, `password = "p\"q"`) {
		t.Error(got)
	}
}
