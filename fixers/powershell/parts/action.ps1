# Test-Equal compares values as sets, letter by letter.
function Test-Equal([string[]]$Left, [string[]]$Right) {
    if ($Left.Count -ne $Right.Count) { return $false }
    foreach ($value in $Left) {
        if (-not (Test-Holds $Right $value ([StringComparison]::Ordinal))) { return $false }
    }
    return $true
}

function Test-Holds([string[]]$List, [string]$Value, [StringComparison]$How) {
    foreach ($entry in $List) {
        if ([string]::Equals($entry, $Value, $How)) { return $true }
    }
    return $false
}

# Test-Entry says whether a list has an entry whose prefix is letter by letter the same: SMTP: is a primary address, smtp: is none, and to
# Active Directory they are one. An address that has become the primary one is not taken.
function Test-Entry([string[]]$List, [string]$Value) {
    $prefix = $Value.Substring(0, $Value.IndexOf(':') + 1)
    foreach ($entry in $List) {
        if ($entry.StartsWith($prefix, [StringComparison]::Ordinal) -and [string]::Equals($entry, $Value, [StringComparison]::OrdinalIgnoreCase)) { return $true }
    }
    return $false
}

# Compare-Action says what the live values mean: would-change when all are those before, already when all are those after, drifted
# otherwise. All changes of an action go together.
function Compare-Action([hashtable]$Action, [hashtable]$Live) {
    if ($Live.Gone) { return @{ Outcome = 'drifted'; Note = 'the object is not there' } }
    $allBefore = $true
    $allAfter = $true
    $note = ''
    for ($i = 0; $i -lt $Action.Changes.Count; $i++) {
        $change = $Action.Changes[$i]
        $now = [string[]]@($Live.Found[$i])
        if ($change.Op -ceq 'add') {
            $isAfter = Test-Holds $now $change.After[0] ([StringComparison]::OrdinalIgnoreCase)
            $isBefore = -not $isAfter
        } elseif ($change.Op -ceq 'remove') {
            $isBefore = Test-Entry $now $change.Before[0]
            $isAfter = -not (Test-Holds $now $change.Before[0] ([StringComparison]::OrdinalIgnoreCase))
        } else {
            $isBefore = Test-Equal $now $change.Before
            $isAfter = Test-Equal $now $change.After
        }
        $allBefore = $allBefore -and $isBefore
        $allAfter = $allAfter -and $isAfter
        if (-not $isBefore -and -not $isAfter) {
            $shown = 'empty'
            if ($now.Count -gt 0) { $shown = $now -join ';' }
            $note = $change.Attribute + ' is ' + $shown + ' now'
        }
    }
    if ($allAfter) { return @{ Outcome = 'already'; Note = '' } }
    if ($allBefore) { return @{ Outcome = 'would-change'; Note = '' } }
    if ($note -ceq '') { $note = 'some of the changes are there, others are not' }
    return @{ Outcome = 'drifted'; Note = $note }
}

# Get-Hindrance names what an action waits for; empty when nothing.
function Get-Hindrance([string[]]$DependsOn) {
    foreach ($id in $DependsOn) {
        if (-not $Script:Known.ContainsKey($id)) { return 'it depends on ' + $id + ', of which no result is in ' + $ResultFolder }
        $outcome = $Script:Known[$id]
        if ($outcome -cne 'done' -and $outcome -cne 'already') { return 'it depends on ' + $id + ', which was ' + $outcome }
        foreach ($wait in $DependsOn) {
            if ($wait -clike 'sync-*' -and $Script:When.ContainsKey($wait) -and $Script:When.ContainsKey($id) -and [string]::CompareOrdinal($Script:When[$id], $Script:When[$wait]) -gt 0) {
                return $id + ' was done after ' + $wait + ' had ended: wait for synchronization again'
            }
        }
    }
    return ''
}

# Invoke-Action does one action: look, compare, ask, record that it begins, change, look again, record.
function Invoke-Action([hashtable]$Action, [scriptblock]$Look, [scriptblock]$Write, [int]$Looks, [scriptblock]$Everything) {
    $hindrance = Get-Hindrance $Action.DependsOn
    if ($hindrance -cne '') {
        if ($WhatIfPreference) { Complete-Action $Action 'would-change' $hindrance } else { Complete-Action $Action 'skipped' $hindrance }
        return
    }
    # Deleting and restoring end where they began, so looking cannot tell that they have been done.
    if ($Action.Once -and $Script:Known.ContainsKey($Action.Id) -and ($Script:Known[$Action.Id] -ceq 'done' -or $Script:Known[$Action.Id] -ceq 'already')) {
        Complete-Action $Action 'already' 'an earlier run did it'
        return
    }
    try { $found = Compare-Action $Action (& $Look) } catch {
        Complete-Action $Action 'failed' ([string]$_)
        return
    }
    if ($found.Outcome -cne 'would-change') {
        Complete-Action $Action $found.Outcome $found.Note
        return
    }
    if (-not $Script:Caller.ShouldProcess((Format-Text ($Action.Who + ' (' + $Action.Target + ')')), $Action.Fix + ' ' + $Action.Id)) {
        if ($WhatIfPreference) { Complete-Action $Action 'would-change' '' } else { Complete-Action $Action 'skipped' 'the operator said no' }
        return
    }
    $problem = ''
    $before = @{}
    try { if ($null -ne $Everything) { $before = & $Everything } } catch {
        Complete-Action $Action 'failed' ([string]$_)
        return
    }
    Complete-Action $Action 'started' ''
    try { [void](& $Write) } catch { $problem = [string]$_ }
    $ended = Confirm-Action $Action $Look $Looks $problem
    Complete-Action $Action $ended.Outcome $ended.Note
    if ($null -ne $Everything) {
        try { Write-Beyond $Action $before (& $Everything) } catch { Write-Warning -Message ('what else changed cannot be told: ' + [string]$_) }
    }
}

# Confirm-Action looks until the values are those after. A write that failed half-way is told from one that did nothing.
function Confirm-Action([hashtable]$Action, [scriptblock]$Look, [int]$Looks, [string]$Problem) {
    $found = @{ Outcome = 'drifted'; Note = '' }
    for ($i = 1; $i -le $Looks; $i++) {
        try { $found = Compare-Action $Action (& $Look) } catch { $found = @{ Outcome = 'drifted'; Note = [string]$_ } }
        if ($found.Outcome -ceq 'already') { return @{ Outcome = 'done'; Note = $Problem } }
        if ($Problem -cne '') { break }
        if ($i -lt $Looks) { Start-Sleep -Seconds 10 }
    }
    if ($Problem -cne '' -and $found.Outcome -ceq 'would-change') { return @{ Outcome = 'failed'; Note = $Problem } }
    $note = (@($Problem, $found.Note) | Where-Object -FilterScript { $_ -cne '' }) -join '; '
    if ($note -ceq '') { $note = 'the values are still those before' }
    return @{ Outcome = 'unverified'; Note = $note }
}

# Write-Beyond records what changed on the object beyond the action's own changes.
function Write-Beyond([hashtable]$Action, [hashtable]$Before, [hashtable]$After) {
    $outcome = $Script:Known[$Action.Id]
    $row = $Action.Changes.Count
    foreach ($name in @(@($Before.Keys) + @($After.Keys) | Sort-Object -Unique)) {
        $old = [string[]]@(if ($Before.ContainsKey($name)) { $Before[$name] })
        $new = [string[]]@(if ($After.ContainsKey($name)) { $After[$name] })
        if (Test-Equal $old $new) { continue }
        $planned = @($Action.Changes | Where-Object -FilterScript { $_.Attribute -eq $name })
        if ($planned.Count -eq 0) {
            $row++
            Write-Change $Action $row @{ Op = 'set'; Attribute = $name; List = ($old.Count -gt 1 -or $new.Count -gt 1); Before = $old; After = $new } $outcome '' 'beyond'
            continue
        }
        if ($planned[0].Op -ceq 'set') { continue }
        foreach ($value in $new) {
            if ((Test-Holds $old $value ([StringComparison]::Ordinal)) -or (Test-Planned $planned 'After' $value)) { continue }
            $row++
            Write-Change $Action $row @{ Op = 'add'; Attribute = $name; List = $true; Before = @(); After = @($value) } $outcome '' 'beyond'
        }
        foreach ($value in $old) {
            if ((Test-Holds $new $value ([StringComparison]::Ordinal)) -or (Test-Planned $planned 'Before' $value)) { continue }
            $row++
            Write-Change $Action $row @{ Op = 'remove'; Attribute = $name; List = $true; Before = @($value); After = @() } $outcome '' 'beyond'
        }
    }
}

function Test-Planned([object[]]$Changes, [string]$Side, [string]$Value) {
    foreach ($change in $Changes) {
        if (Test-Holds ([string[]]@($change[$Side])) $Value ([StringComparison]::OrdinalIgnoreCase)) { return $true }
    }
    return $false
}

# Complete-Run says what became of the run, and puts everything back. The exit code is 3 when something was left undone.
function Complete-Run {
    $code = 0
    foreach ($outcome in @($Script:Tally.Keys | Sort-Object)) {
        Write-Host ($outcome.PadRight(13) + $Script:Tally[$outcome])
        if (@('done', 'already', 'would-change', 'skipped') -cnotcontains $outcome) { $code = 3 }
    }
    return $code
}

function Close-Run {
    if ($null -ne $Script:Writer) { $Script:Writer.Dispose() }
    $global:ErrorActionPreference = $Script:KeptPreference
    try { Stop-Transcript } catch { Write-Verbose -Message ([string]$_) }
}
