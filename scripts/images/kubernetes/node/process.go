package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	logDirectory  = "/var/log/m1onk8s"
	lastLogLines  = 12
	logTailLength = 16 << 10

	// A component that ends more often than this is broken: started for ever,
	// it would only hide its log.
	mostRestarts  = 5
	restartWindow = time.Minute
)

// supervisor starts the components and watches that none of them ends.
type supervisor struct {
	died     chan error
	logs     string
	mutex    sync.Mutex
	up       bool
	stopping bool
	running  []*process
}

type process struct {
	name      string
	arguments []string
	kept      bool
	restarts  []time.Time
	command   *exec.Cmd
	ended     chan struct{}
}

func newSupervisor() *supervisor {
	return &supervisor{died: make(chan error, 1), logs: logDirectory}
}

// start runs a component, with whose end the node ends.
func (s *supervisor) start(name string, arguments ...string) error {
	return s.run(&process{name: name, arguments: arguments})
}

// keep runs a component that is started again where it ends once the node is
// up, as kubelet does with the static pods of other nodes.
func (s *supervisor) keep(name string, arguments ...string) error {
	return s.run(&process{name: name, arguments: arguments, kept: true})
}

// isUp says that all is started: what ends before that ends the node.
func (s *supervisor) isUp() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.up = true
}

// run starts a process; its output goes to a log file of its own.
func (s *supervisor) run(p *process) error {
	if err := os.MkdirAll(s.logs, 0o755); err != nil {
		return err
	}
	logFile := filepath.Join(s.logs, filepath.Base(p.name)+".log")
	log, err := os.OpenFile(logFile, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	command := exec.Command(p.name, p.arguments...)
	command.Stdout, command.Stderr = log, log
	// Start-up waits for the processor: collecting garbage half as often costs
	// some memory and saves a tenth of the time.
	command.Env = append(os.Environ(), "GOGC=200")
	// A process group of its own keeps a terminal's Ctrl-C from reaching the
	// component before the supervisor has noted that it is stopping.
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}

	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.stopping {
		return fmt.Errorf("%s is not started any more: the node is stopping", p.name)
	}
	if err := command.Start(); err != nil {
		return fmt.Errorf("%s cannot be started: %w", p.name, err)
	}
	started := &process{
		name: p.name, arguments: p.arguments, kept: p.kept, restarts: p.restarts,
		command: command, ended: make(chan struct{}),
	}
	s.running = append(s.running, started)
	go s.watch(started, logFile)
	return nil
}

func (s *supervisor) watch(p *process, logFile string) {
	// Where the node's process 1 reaps children first, Wait reports an error
	// without a state; that the process is gone is all that matters here.
	err := p.command.Wait()
	close(p.ended)
	s.mutex.Lock()
	stopping := s.stopping
	again := s.mayRestart(p, time.Now())
	s.running = slices.DeleteFunc(s.running, func(one *process) bool { return one == p })
	s.mutex.Unlock()
	if stopping {
		return
	}
	how := "exit status 0"
	if err != nil {
		how = err.Error()
	}
	if again {
		fmt.Printf("%s ended (%s), and is started again\n", p.name, how)
		if err := s.run(p); err == nil {
			return
		}
	}
	select {
	case s.died <- fmt.Errorf("%s ended (%s); the last lines of %s:\n%s", p.name, how, logFile, tail(logFile)):
	default:
	}
}

// mayRestart notes that a process is started again now, where it may be.
func (s *supervisor) mayRestart(p *process, now time.Time) bool {
	p.restarts = slices.DeleteFunc(p.restarts, func(at time.Time) bool { return now.Sub(at) > restartWindow })
	if !p.kept || !s.up || s.stopping || len(p.restarts) >= mostRestarts {
		return false
	}
	p.restarts = append(p.restarts, now)
	return true
}

// stop ends every component, the hard way for those that outlast the patience.
func (s *supervisor) stop(patience time.Duration) {
	s.mutex.Lock()
	s.stopping = true
	running := slices.Clone(s.running)
	s.mutex.Unlock()
	for _, p := range running {
		_ = p.command.Process.Signal(syscall.SIGTERM)
	}
	deadline := time.After(patience)
	for _, p := range running {
		select {
		case <-p.ended:
		case <-deadline:
			for _, late := range running {
				_ = late.command.Process.Kill()
			}
			return
		}
	}
}

func tail(file string) string {
	f, err := os.Open(file)
	if err != nil {
		return err.Error()
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Size() > logTailLength {
		_, _ = f.Seek(-logTailLength, 2)
	}
	var content bytes.Buffer
	_, _ = content.ReadFrom(f)
	lines := strings.Split(strings.TrimSpace(content.String()), "\n")
	if len(lines) > lastLogLines {
		lines = lines[len(lines)-lastLogLines:]
	}
	return "    " + strings.Join(lines, "\n    ")
}

// do runs a short-lived tool to its end.
func do(name string, arguments ...string) error {
	output, err := exec.Command(name, arguments...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s %s: %w: %s", name, strings.Join(arguments, " "), err, strings.TrimSpace(string(output)))
	}
	return nil
}
