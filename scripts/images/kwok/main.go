// Command kwok is KWOK: it plays the kubelet of nodes that are not there, so that
// a cluster holds as many pods as a test wants. Its flags come with the command;
// what its own main adds, a file with other stages, no test here needs.
package main

import (
	"fmt"
	"os"

	"sigs.k8s.io/kwok/pkg/kwok/cmd"
	"sigs.k8s.io/kwok/pkg/utils/signals"
)

func main() {
	ctx := signals.SetupSignalContext()
	if err := cmd.NewCommand(ctx).ExecuteContext(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "kwok:", err)
		os.Exit(1)
	}
}
