package main

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"sigs.k8s.io/yaml"
)

const (
	containerdSocket  = "/run/containerd/containerd.sock"
	containerdConfig  = "/etc/containerd/config.toml"
	registryHosts     = "/etc/containerd/certs.d"
	registriesFile    = "/etc/rancher/k3s/registries.yaml"
	archivesDirectory = "/var/lib/rancher/k3s/agent/images"
	pauseImageFile    = "/etc/m1onk8s/pause-image"
)

// registries is the part of k3s' registries.yaml that is understood here.
type registries struct {
	Mirrors map[string]struct {
		Endpoint []string `json:"endpoint"`
	} `json:"mirrors"`
	Configs map[string]struct {
		Auth *struct {
			Username string `json:"username"`
			Password string `json:"password"`
		} `json:"auth"`
		TLS *struct {
			InsecureSkipVerify bool   `json:"insecure_skip_verify"`
			CAFile             string `json:"ca_file"`
		} `json:"tls"`
	} `json:"configs"`
}

func readRegistries(file string) (registries, error) {
	var r registries
	content, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		return r, nil
	}
	if err != nil {
		return r, err
	}
	if err := yaml.Unmarshal(content, &r); err != nil {
		return r, fmt.Errorf("%s cannot be read: %w", file, err)
	}
	return r, nil
}

// hostsFiles are containerd's own files for these mirrors, by registry name.
func (r registries) hostsFiles() (map[string]string, error) {
	files := map[string]string{}
	for name, mirror := range r.Mirrors {
		if len(mirror.Endpoint) == 0 {
			continue
		}
		var file strings.Builder
		// The last resort is a mirror too, not the registry that it stands in
		// for: these nodes are made for where that one cannot be reached.
		fmt.Fprintf(&file, "server = %q\n", mirror.Endpoint[len(mirror.Endpoint)-1])
		for _, endpoint := range mirror.Endpoint {
			address, err := url.Parse(endpoint)
			if err != nil || address.Host == "" || (address.Scheme != "http" && address.Scheme != "https") {
				return nil, fmt.Errorf("%s: endpoint %q of mirror %q must be a URL such as http://registry:5000", registriesFile, endpoint, name)
			}
			fmt.Fprintf(&file, "\n[host.%q]\n  capabilities = [\"pull\", \"resolve\"]\n", endpoint)
			r.writeTLS(&file, address.Host)
		}
		if name == "*" {
			name = "_default"
		}
		files[name] = file.String()
	}
	for host := range r.Configs {
		if _, mirrored := files[host]; mirrored {
			continue
		}
		var file strings.Builder
		fmt.Fprintf(&file, "server = \"https://%s\"\n\n[host.\"https://%s\"]\n  capabilities = [\"pull\", \"resolve\"]\n", host, host)
		r.writeTLS(&file, host)
		files[host] = file.String()
	}
	return files, nil
}

func (r registries) writeTLS(file *strings.Builder, host string) {
	config, found := r.Configs[host]
	if !found || config.TLS == nil {
		return
	}
	if config.TLS.InsecureSkipVerify {
		file.WriteString("  skip_verify = true\n")
	}
	if config.TLS.CAFile != "" {
		fmt.Fprintf(file, "  ca = %q\n", config.TLS.CAFile)
	}
}

// configuration is containerd's config.toml.
func (r registries) configuration(pauseImage string) string {
	var file strings.Builder
	fmt.Fprintf(&file, `version = 2
disabled_plugins = ["io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs", "io.containerd.tracing.processor.v1.otlp", "io.containerd.internal.v1.tracing"]

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = %q
  # Inside a container the kernel may refuse to lower a process' OOM score,
  # and then no pod sandbox starts.
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = %q
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = %q
`, pauseImage, cniDirectory, registryHosts)
	var hosts []string
	for host := range r.Configs {
		hosts = append(hosts, host)
	}
	sort.Strings(hosts)
	for _, host := range hosts {
		if auth := r.Configs[host].Auth; auth != nil {
			fmt.Fprintf(&file, "  [plugins.\"io.containerd.grpc.v1.cri\".registry.configs.%q.auth]\n    username = %q\n    password = %q\n", host, auth.Username, auth.Password)
		}
	}
	return file.String()
}

// startContainerd configures and starts containerd, and imports the archives
// that the user put into the node.
func (n *node) startContainerd(ctx context.Context) error {
	r, err := readRegistries(registriesFile)
	if err != nil {
		return err
	}
	hosts, err := r.hostsFiles()
	if err != nil {
		return err
	}
	for name, content := range hosts {
		directory := filepath.Join(registryHosts, name)
		if err := os.MkdirAll(directory, 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(directory, "hosts.toml"), []byte(content), 0o644); err != nil {
			return err
		}
	}
	pauseImage, err := os.ReadFile(pauseImageFile)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(containerdConfig), 0o755); err != nil {
		return err
	}
	// Passwords of registries stand in it.
	if err := os.WriteFile(containerdConfig, []byte(r.configuration(strings.TrimSpace(string(pauseImage)))), 0o600); err != nil {
		return err
	}
	_ = os.Remove(containerdSocket) // a stopped container's
	if err := n.processes.start("containerd"); err != nil {
		return err
	}
	if err := until(ctx, 20*time.Millisecond, func() bool { return answers("unix", containerdSocket) }); err != nil {
		return err
	}
	return n.importArchives()
}

// importArchives loads the image archives in k3s' directory for them.
func (n *node) importArchives() error {
	var archives []string
	for _, pattern := range []string{"*.tar", "*.tar.gz", "*.tgz"} {
		found, err := filepath.Glob(filepath.Join(archivesDirectory, pattern))
		if err != nil {
			return err
		}
		archives = append(archives, found...)
	}
	for _, archive := range archives {
		began := time.Now()
		if err := importArchive(archive); err != nil {
			return fmt.Errorf("image archive %s cannot be imported: %w", archive, err)
		}
		n.say("imported %s (%.1fs)", filepath.Base(archive), time.Since(began).Seconds())
	}
	return nil
}

func importArchive(archive string) error {
	file, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer file.Close()
	var content io.Reader = file
	if !strings.HasSuffix(archive, ".tar") {
		if content, err = gzip.NewReader(file); err != nil {
			return err
		}
	}
	command := exec.Command("ctr", "--namespace", "k8s.io", "images", "import", "-")
	command.Stdin = content
	output, err := command.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, strings.TrimSpace(string(output)))
	}
	return nil
}

// answers tells whether something listens at an address.
func answers(network, address string) bool {
	connection, err := net.DialTimeout(network, address, time.Second)
	if err != nil {
		return false
	}
	connection.Close()
	return true
}

// until asks again and again, with short pauses, until the answer is yes.
func until(ctx context.Context, pause time.Duration, satisfied func() bool) error {
	for !satisfied() {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(pause):
		}
	}
	return nil
}
