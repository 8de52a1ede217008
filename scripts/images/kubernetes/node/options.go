package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net/netip"
	"os"
	"sort"
	"strings"
)

const (
	roleServer = "server"
	roleAgent  = "agent"
)

const usage = `usage: node server [flags]    a control plane that also runs pods
       node agent [flags]     a further node (needs K3S_URL and K3S_TOKEN)
The flags are those of k3s by the same names:
  --tls-san NAME             a further name or address in the API server's certificate (repeatable)
  --token SECRET             what lets an agent join (or K3S_TOKEN)
  --server URL               agent: the server to join (or K3S_URL)
  --node-name NAME           default: the host's name
  --node-ip ADDRESS          default: the address of the first network interface
  --node-label K=V           a label of this node (repeatable)
  --cluster-cidr RANGE       pod addresses, default 10.42.0.0/16
  --service-cidr RANGE       Service addresses, default 10.43.0.0/16
  --cluster-dns ADDRESS      default: the tenth Service address
  --cluster-domain DOMAIN    default cluster.local
  --disable NAME             accepted; "coredns" is the one thing there is to disable (repeatable)
  --kubelet-arg K=V, --kube-proxy-arg K=V, --kube-apiserver-arg K=V,
  --kube-controller-manager-arg K=V, --kube-scheduler-arg K=V
                             a flag for that component (repeatable); it wins over the node's own
`

var errHelp = errors.New("help was asked for")

type options struct {
	role          string
	tlsSANs       list
	disabled      list
	labels        list
	clusterCIDR   netip.Prefix
	serviceCIDR   netip.Prefix
	clusterDNS    netip.Addr
	clusterDomain string
	nodeName      string
	nodeIP        string
	token         string
	server        string
	extra         map[string]*list // by component: the user's own flags
}

// list is a flag that may be repeated, and may hold several values.
type list []string

func (l *list) String() string { return strings.Join(*l, ",") }

func (l *list) Set(value string) error {
	for _, one := range strings.Split(value, ",") {
		if one != "" {
			*l = append(*l, one)
		}
	}
	return nil
}

// verbatim is a repeatable flag whose values may hold commas.
type verbatim struct{ *list }

func (v verbatim) Set(value string) error {
	*v.list = append(*v.list, value)
	return nil
}

func parseOptions(arguments []string, getenv func(string) string) (options, error) {
	o := options{extra: map[string]*list{}}
	if len(arguments) == 0 {
		return o, errors.New("which role? The first argument must be \"server\" or \"agent\"; see --help")
	}
	switch arguments[0] {
	case "--help", "-h", "help":
		return o, errHelp
	case roleServer, roleAgent:
		o.role = arguments[0]
	default:
		return o, fmt.Errorf("the first argument must be \"server\" or \"agent\", not %q; see --help", arguments[0])
	}

	flags := flag.NewFlagSet("node", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	var clusterCIDR, serviceCIDR, clusterDNS string
	flags.Var(&o.tlsSANs, "tls-san", "")
	flags.Var(&o.disabled, "disable", "")
	flags.Var(&o.labels, "node-label", "")
	flags.StringVar(&clusterCIDR, "cluster-cidr", "10.42.0.0/16", "")
	flags.StringVar(&serviceCIDR, "service-cidr", "10.43.0.0/16", "")
	flags.StringVar(&clusterDNS, "cluster-dns", "", "")
	flags.StringVar(&o.clusterDomain, "cluster-domain", "cluster.local", "")
	flags.StringVar(&o.nodeName, "node-name", "", "")
	flags.StringVar(&o.nodeIP, "node-ip", "", "")
	flags.StringVar(&o.token, "token", getenv("K3S_TOKEN"), "")
	flags.StringVar(&o.server, "server", getenv("K3S_URL"), "")
	for _, component := range []string{"kubelet", "kube-proxy", "kube-apiserver", "kube-controller-manager", "kube-scheduler"} {
		o.extra[component] = &list{}
		flags.Var(verbatim{o.extra[component]}, component+"-arg", "")
	}
	if err := flags.Parse(arguments[1:]); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return o, errHelp
		}
		return o, fmt.Errorf("%s; see --help for the flags that there are", flagError(err))
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("unexpected argument %q: everything after %q must be a flag; see --help", flags.Arg(0), o.role)
	}

	var err error
	if o.clusterCIDR, err = parseRange("cluster-cidr", clusterCIDR, 23); err != nil {
		return o, err
	}
	if o.serviceCIDR, err = parseRange("service-cidr", serviceCIDR, 28); err != nil {
		return o, err
	}
	if o.clusterCIDR.Overlaps(o.serviceCIDR) {
		return o, fmt.Errorf("--cluster-cidr %s and --service-cidr %s overlap; give ranges that do not", o.clusterCIDR, o.serviceCIDR)
	}
	o.clusterDNS = nth(o.serviceCIDR, 10)
	if clusterDNS != "" {
		if o.clusterDNS, err = netip.ParseAddr(clusterDNS); err != nil || !o.serviceCIDR.Contains(o.clusterDNS) {
			return o, fmt.Errorf("--cluster-dns %q must be an address inside --service-cidr %s", clusterDNS, o.serviceCIDR)
		}
	}
	if o.nodeName == "" {
		if o.nodeName, err = os.Hostname(); err != nil {
			return o, fmt.Errorf("the host has no name (%w); give one with --node-name", err)
		}
	}
	o.nodeName = strings.ToLower(o.nodeName)
	if o.role == roleAgent && (o.server == "" || o.token == "") {
		return o, errors.New("an agent needs the server's address and token; set K3S_URL and K3S_TOKEN")
	}
	return o, nil
}

// flagError words Go's flag errors with the two dashes that users type.
func flagError(err error) string {
	message := err.Error()
	if name, found := strings.CutPrefix(message, "flag provided but not defined: -"); found {
		return fmt.Sprintf("unknown flag --%s", strings.TrimPrefix(name, "-"))
	}
	if name, found := strings.CutPrefix(message, "flag needs an argument: -"); found {
		return fmt.Sprintf("flag --%s needs a value", strings.TrimPrefix(name, "-"))
	}
	return message
}

func parseRange(flagName, value string, longest int) (netip.Prefix, error) {
	prefix, err := netip.ParsePrefix(value)
	if err != nil || !prefix.Addr().Is4() || prefix.Bits() > longest {
		return prefix, fmt.Errorf("--%s %q must be one IPv4 range of at least /%d, such as 10.42.0.0/16", flagName, value, longest)
	}
	return prefix.Masked(), nil
}

// nth is the n-th address of a range.
func nth(prefix netip.Prefix, n int) netip.Addr {
	address := prefix.Addr()
	for range n {
		address = address.Next()
	}
	return address
}

// arguments lays the user's own flags for a component over the node's.
func (o options) arguments(component string, own map[string]string) []string {
	merged := map[string]string{}
	for name, value := range own {
		merged[name] = value
	}
	for _, argument := range *o.extra[component] {
		name, value, hasValue := strings.Cut(strings.TrimLeft(argument, "-"), "=")
		if !hasValue {
			value = "true"
		}
		merged[name] = value
	}
	var result []string
	for name, value := range merged {
		result = append(result, "--"+name+"="+value)
	}
	sort.Strings(result)
	return result
}

func (o options) isDisabled(name string) bool {
	for _, one := range o.disabled {
		if one == name {
			return true
		}
	}
	return false
}
