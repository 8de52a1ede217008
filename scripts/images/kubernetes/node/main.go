// Command node turns a container into a Kubernetes node. It keeps the contract
// of the k3s image (arguments, log line, kubeconfig, directories), so that what
// drives that image drives this one, and runs upstream Kubernetes' components
// as ordinary processes beside each other.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

const (
	exitFailure = 1
	exitUsage   = 2
)

func main() {
	os.Exit(run(os.Args[1:]))
}

func run(arguments []string) int {
	options, err := parseOptions(arguments, os.Getenv)
	if errors.Is(err, errHelp) {
		fmt.Print(usage)
		return 0
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "node: %v\n", err)
		return exitUsage
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()

	node := &node{options: options, processes: newSupervisor(), started: time.Now()}
	err = node.run(ctx)
	if ctx.Err() != nil {
		node.say("stopping")
		node.processes.stop(1500 * time.Millisecond)
		return 0
	}
	node.say("failed: %v", err)
	node.processes.stop(500 * time.Millisecond)
	return exitFailure
}

// node is one run of this command: what it was told, and what it has started.
type node struct {
	options   options
	processes *supervisor
	started   time.Time
	address   string
}

// run starts everything, and returns when a component dies or ctx ends.
func (n *node) run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go func() {
		select {
		case err := <-n.processes.died:
			cancel(err)
		case <-ctx.Done():
		}
	}()
	start := n.serve
	if n.options.role == roleAgent {
		start = n.join
	}
	if err := start(ctx); err != nil {
		if cause := context.Cause(ctx); cause != nil {
			return cause
		}
		return err
	}
	<-ctx.Done()
	return context.Cause(ctx)
}

// say prints a line of progress with the seconds since the start.
func (n *node) say(format string, values ...any) {
	fmt.Printf("[%5.1fs] %s\n", time.Since(n.started).Seconds(), fmt.Sprintf(format, values...))
}
