package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// script is a component of that name, which writes a line where it is started.
func script(t *testing.T, s *supervisor, body string) (command, starts string) {
	t.Helper()
	directory := t.TempDir()
	s.logs = directory
	command, starts = filepath.Join(directory, "component"), filepath.Join(directory, "starts")
	t.Setenv("STARTS", starts)
	if err := os.WriteFile(command, []byte("#!/bin/sh\necho start >>\"$STARTS\"\n"+body+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.stop(time.Second) })
	return command, starts
}

func count(file string) int {
	content, _ := os.ReadFile(file)
	return strings.Count(string(content), "start")
}

func soon(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("not within 5 s: " + what)
		}
	}
}

func death(t *testing.T, s *supervisor) string {
	t.Helper()
	select {
	case err := <-s.died:
		return err.Error()
	case <-time.After(5 * time.Second):
		t.Fatal("nothing died within 5 s")
		return ""
	}
}

func TestWhatEndsAtStartEndsTheNode(t *testing.T) {
	s := newSupervisor()
	command, starts := script(t, s, "echo no room; exit 3")
	if err := s.keep(command); err != nil {
		t.Fatal(err)
	}
	if said := death(t, s); !strings.Contains(said, "exit status 3") || !strings.Contains(said, "no room") {
		t.Error(said)
	}
	if n := count(starts); n != 1 {
		t.Errorf("started %d times", n)
	}
}

func TestWhatIsKeptIsStartedAgain(t *testing.T) {
	s := newSupervisor()
	command, starts := script(t, s, "exec sleep 60")
	if err := s.keep(command); err != nil {
		t.Fatal(err)
	}
	s.isUp()
	soon(t, "started", func() bool { return count(starts) == 1 })
	s.mutex.Lock()
	first := s.running[0]
	s.mutex.Unlock()
	if err := first.command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	soon(t, "started again", func() bool { return count(starts) == 2 })
	select {
	case err := <-s.died:
		t.Error(err)
	default:
	}
}

func TestWhatEndsAgainAndAgainEndsTheNode(t *testing.T) {
	s := newSupervisor()
	command, starts := script(t, s, "[ ! -e \"$STARTS.broken\" ] || { echo broken; exit 1; }; exec sleep 60")
	if err := s.keep(command); err != nil {
		t.Fatal(err)
	}
	s.isUp()
	soon(t, "started", func() bool { return count(starts) == 1 })
	if err := os.WriteFile(starts+".broken", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s.mutex.Lock()
	_ = s.running[0].command.Process.Kill()
	s.mutex.Unlock()
	if said := death(t, s); !strings.Contains(said, "broken") {
		t.Error(said)
	}
	if n := count(starts); n != 1+mostRestarts {
		t.Errorf("started %d times", n)
	}
}

func TestOnlyLateRestartsCount(t *testing.T) {
	s := newSupervisor()
	s.isUp()
	p := &process{kept: true}
	now := time.Now()
	for range mostRestarts {
		if !s.mayRestart(p, now) {
			t.Fatal("too few")
		}
	}
	if s.mayRestart(p, now.Add(restartWindow)) {
		t.Error("too many")
	}
	if !s.mayRestart(p, now.Add(restartWindow+time.Second)) {
		t.Error("they are long ago")
	}
}

func TestWhatIsNotKeptEndsTheNode(t *testing.T) {
	s := newSupervisor()
	command, starts := script(t, s, "exit 0")
	s.isUp()
	if err := s.start(command); err != nil {
		t.Fatal(err)
	}
	death(t, s)
	if n := count(starts); n != 1 {
		t.Errorf("started %d times", n)
	}
}
