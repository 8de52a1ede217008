package main

import (
	"errors"
	"net/url"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/embed"
)

// newEtcdCommand runs a single-member etcd. It speaks plain HTTP: its address
// is a loopback one inside the node's own network namespace.
func newEtcdCommand() *cobra.Command {
	var dataDir, listen string
	command := &cobra.Command{
		Use:          "etcd",
		Short:        "a single etcd member",
		SilenceUsage: true,
		RunE:         func(*cobra.Command, []string) error { return runEtcd(dataDir, listen) },
	}
	command.Flags().StringVar(&dataDir, "data-dir", "/var/lib/etcd", "where the data is kept")
	command.Flags().StringVar(&listen, "listen-client-url", "http://127.0.0.1:2379", "where clients are answered")
	return command
}

func runEtcd(dataDir, listen string) error {
	client, err := url.Parse(listen)
	if err != nil {
		return err
	}
	peer := url.URL{Scheme: "http", Host: "127.0.0.1:2380"}
	config := embed.NewConfig()
	config.Name = "default"
	config.Dir = dataDir
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{*client}, []url.URL{*client}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{peer}, []url.URL{peer}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	config.LogLevel = "warn"
	// A lone member waits a whole election time-out before it leads itself.
	config.TickMs, config.ElectionMs = 10, 100
	// The cluster dies with its container, so nothing is lost that fsync saves.
	config.UnsafeNoFsync = true

	server, err := embed.StartEtcd(config)
	if err != nil {
		return err
	}
	defer server.Close()
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, os.Interrupt)
	select {
	case <-stop:
		return nil
	case err := <-server.Err():
		return err
	case <-server.Server.StopNotify():
		return errors.New("etcd stopped by itself")
	}
}
