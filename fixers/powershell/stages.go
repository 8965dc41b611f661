package powershell

import (
	"fmt"
	"slices"

	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

// Kind is where a stage runs.
type Kind string

// The kinds of stages.
const (
	OnPremises  Kind = "onprem"        // with Exchange's cmdlets and the ActiveDirectory module
	WaitForSync Kind = "wait-for-sync" // until what was done on-premises has reached the cloud
	Cloud       Kind = "cloud"         // with Exchange Online's cmdlets and Microsoft Graph
)

// Stage is one script: what can be done in one place before something must be done in another.
type Stage struct {
	Number int
	Kind   Kind
	blocks []*block
	awaits []*block // of WaitForSync: what must have reached the cloud
}

// Name is the stage's number and kind, as its files are named.
func (s *Stage) Name() string { return fmt.Sprintf("%d-%s", s.Number, s.Kind) }

// File is the script's file name.
func (s *Stage) File() string { return s.Name() + ".ps1" }

// ResultFile is the name of the result that the script writes.
func (s *Stage) ResultFile() string { return s.Name() + "-result.csv" }

// Actions counts the actions in the script.
func (s *Stage) Actions() int { return len(s.blocks) }

// waitID is what results call a wait.
func (s *Stage) waitID() string { return fmt.Sprintf("%s%d", waitPrefix, s.Number) }

const waitPrefix = "sync-"

// stagesOf sorts blocks, which come in the plan's order, into stages: on-premises and cloud by turns, as often as the dependencies need,
// and a wait before each stage that depends on synchronization.
func stagesOf(blocks []*block, made map[string]*block) []Stage {
	// Turns count from 0; the even ones are on-premises.
	var turns [][]*block
	for _, b := range blocks {
		b.turn = turnOf(b, made)
		for len(turns) <= b.turn {
			turns = append(turns, nil)
		}
		turns[b.turn] = append(turns[b.turn], b)
	}
	var stages []Stage
	add := func(s Stage) *Stage {
		s.Number = len(stages) + 1
		stages = append(stages, s)
		return &stages[len(stages)-1]
	}
	for turn, some := range turns {
		if len(some) == 0 {
			continue
		}
		if awaits := awaited(some, made); len(awaits) > 0 {
			wait := add(Stage{Kind: WaitForSync, awaits: awaits}).waitID()
			for _, b := range some {
				if slices.Contains(b.action.DependsOn, plan.SyncWait) {
					b.wait = wait
				}
			}
		}
		kind := OnPremises
		if turn%2 == 1 {
			kind = Cloud
		}
		add(Stage{Kind: kind, blocks: some})
	}
	return stages
}

// turnOf is the first turn in which a block can be done. What it depends on has its turn already.
func turnOf(b *block, made map[string]*block) int {
	first := 1
	if b.action.System == directory.AD {
		first = 0
	}
	for _, id := range b.action.DependsOn {
		if id == plan.SyncWait {
			continue
		}
		after := made[id].turn
		if slices.Contains(b.action.DependsOn, plan.SyncWait) {
			after++
		}
		for first < after {
			first += 2
		}
	}
	return first
}

// awaited are the actions that some blocks depend on, together with synchronization.
func awaited(some []*block, made map[string]*block) []*block {
	var all []*block
	for _, b := range some {
		if !slices.Contains(b.action.DependsOn, plan.SyncWait) {
			continue
		}
		for _, id := range b.action.DependsOn {
			if id != plan.SyncWait && !slices.Contains(all, made[id]) {
				all = append(all, made[id])
			}
		}
	}
	return all
}
