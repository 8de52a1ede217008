package main

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const (
	cniDirectory = "/etc/cni/net.d"
	resolvConf   = "/etc/m1onk8s/resolv.conf"
	// A documentation address: no machine has it. See isolate.
	deadNameserver = "203.0.113.53"
)

// prepareMachine makes the container a place where kubelet can work.
func (n *node) prepareMachine() error {
	for _, directory := range []string{cniDirectory, filepath.Dir(resolvConf), "/var/lib/kubelet", logDirectory} {
		if err := os.MkdirAll(directory, 0o755); err != nil {
			return err
		}
	}
	address, err := nodeAddress(n.options.nodeIP)
	if err != nil {
		return err
	}
	n.address = address
	// kubelet's volume mounts must reach the pods' mount namespaces.
	if err := do("mount", "--make-rshared", "/"); err != nil {
		return fmt.Errorf("a node needs a privileged container: %w", err)
	}
	// What resolves through the container's own resolv.conf would leave the
	// cluster, and on a Docker network of its own it names a loopback address
	// that means something else inside a pod.
	if err := os.WriteFile(resolvConf, []byte("nameserver "+deadNameserver+"\noptions timeout:1 attempts:1\n"), 0o644); err != nil {
		return err
	}
	for file, value := range map[string]string{
		"/proc/sys/net/ipv4/ip_forward": "1",
		// A pod that asks for what does not exist is told so every time; by
		// default only once a second, and the other times it waits.
		"/proc/sys/net/ipv4/icmp_ratelimit": "0",
	} {
		if err := os.WriteFile(file, []byte(value), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// nodeAddress is the first global IPv4 address of an interface that is up.
func nodeAddress(wanted string) (string, error) {
	if wanted != "" {
		return wanted, nil
	}
	interfaces, err := net.Interfaces()
	if err != nil {
		return "", err
	}
	for _, one := range interfaces {
		if one.Flags&net.FlagUp == 0 || one.Flags&net.FlagLoopback != 0 {
			continue
		}
		addresses, err := one.Addrs()
		if err != nil {
			return "", err
		}
		for _, address := range addresses {
			if prefix, err := netip.ParsePrefix(address.String()); err == nil && prefix.Addr().Is4() {
				return prefix.Addr().String(), nil
			}
		}
	}
	return "", errors.New("the container has no network interface with an IPv4 address; attach it to a network")
}

// isolate keeps what is meant for a pod or a Service from ever leaving the node
// when no such pod or Service exists: the next hop is someone else's network.
func isolate(clusterCIDR, serviceCIDR string) error {
	useWorkingIptables()
	// More specific routes, to pods here and to other nodes, win over these.
	for _, destination := range []string{clusterCIDR, deadNameserver + "/32"} {
		if err := do("ip", "route", "replace", "unreachable", destination); err != nil {
			return err
		}
	}
	rules := [][]string{
		{"nat", "POSTROUTING", "-s", clusterCIDR, "!", "-d", clusterCIDR, "-j", "MASQUERADE"},
		// Not a route: the kernel looks the route up before kube-proxy's rules
		// rewrite a Service address, so the node itself could reach no Service.
		// What still has a Service's address in the filter table has no Service.
		{"filter", "OUTPUT", "-d", serviceCIDR, "-j", "REJECT", "--reject-with", "icmp-host-unreachable"},
		{"filter", "FORWARD", "-d", serviceCIDR, "-j", "REJECT", "--reject-with", "icmp-host-unreachable"},
	}
	for _, rule := range rules {
		arguments := append([]string{"-w", "-t", rule[0], "-A", rule[1]}, rule[2:]...)
		if err := do("iptables", arguments...); err != nil {
			return err
		}
	}
	return nil
}

// useWorkingIptables falls back to the older kernel interface where the newer
// one, which is Debian's default, is not to be had.
func useWorkingIptables() {
	if exec.Command("iptables", "-w", "-t", "nat", "-S").Run() == nil {
		return
	}
	for _, name := range []string{"iptables", "ip6tables"} {
		_ = exec.Command("update-alternatives", "--set", name, "/usr/sbin/"+name+"-legacy").Run()
	}
}

// writeCNI gives pods addresses from the node's own range. Plain point-to-point
// links, no bridge: every packet is routed, so that a pod that reaches itself or
// its neighbour through a Service needs no bridge netfilter in the kernel.
func writeCNI(podCIDR string) error {
	config := fmt.Sprintf(`{
  "cniVersion": "0.4.0",
  "name": "pods",
  "plugins": [
    {
      "type": "ptp",
      "ipam": {
        "type": "host-local",
        "dataDir": "/run/cni-ipam",
        "ranges": [[{"subnet": %q}]],
        "routes": [{"dst": "0.0.0.0/0"}]
      }
    },
    {"type": "portmap", "capabilities": {"portMappings": true}}
  ]
}
`, podCIDR)
	// containerd watches the directory: it must never see half a file.
	temporary := filepath.Join(cniDirectory, ".pods")
	if err := os.WriteFile(temporary, []byte(config), 0o644); err != nil {
		return err
	}
	return os.Rename(temporary, filepath.Join(cniDirectory, "10-pods.conflist"))
}

// ownCgroup is where the pods' cgroups go: below the container's own, so that
// two nodes on one machine do not clean up after each other, and the engine
// removes them with the container.
func ownCgroup() (string, error) {
	content, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		return "", err
	}
	unified := "/"
	for _, line := range strings.Split(strings.TrimSpace(string(content)), "\n") {
		fields := strings.SplitN(line, ":", 3)
		if len(fields) != 3 {
			continue
		}
		switch fields[1] {
		case "memory":
			return fields[2], nil
		case "":
			unified = fields[2]
		}
	}
	return unified, makeRoomForPods(filepath.Join("/sys/fs/cgroup", unified))
}

// makeRoomForPods moves the node's own processes into a leaf: cgroup v2 allows
// no processes in a group whose children have controllers.
func makeRoomForPods(group string) error {
	leaf := filepath.Join(group, "node")
	if err := os.MkdirAll(leaf, 0o755); err != nil {
		return err
	}
	processes, err := os.ReadFile(filepath.Join(group, "cgroup.procs"))
	if err != nil {
		return err
	}
	for _, id := range strings.Fields(string(processes)) {
		// A process may have ended meanwhile.
		_ = os.WriteFile(filepath.Join(leaf, "cgroup.procs"), []byte(id), 0o644)
	}
	controllers, err := os.ReadFile(filepath.Join(group, "cgroup.controllers"))
	if err != nil {
		return err
	}
	for _, controller := range strings.Fields(string(controllers)) {
		// Those that the engine does not delegate cannot be had, nor are needed.
		_ = os.WriteFile(filepath.Join(group, "cgroup.subtree_control"), []byte("+"+controller), 0o644)
	}
	return nil
}
