# Test-Address asks Exchange Online whether it knows a recipient by an address.
function Test-Address([string]$Address) {
    try { $found = @(Get-Recipient -Identity $Address) } catch {
        if (Test-NotFound $_) { return $false }
        throw
    }
    foreach ($recipient in $found) {
        foreach ($held in @($recipient.EmailAddresses)) {
            if ([string]::Equals(([string]$held -replace '^smtp:', ''), $Address, [StringComparison]::OrdinalIgnoreCase)) { return $true }
        }
    }
    return $false
}

# Get-LastSync is when synchronization last ended, as Entra ID says.
function Get-LastSync {
    $answer = Invoke-MgGraphRequest -Method 'GET' -Uri '/v1.0/organization?$select=id,onPremisesLastSyncDateTime' -OutputType 'HashTable'
    return Format-Text ([string]@($answer['value'])[0]['onPremisesLastSyncDateTime'])
}

# Get-Unseen lists the addresses that the cloud does not show yet.
function Get-Unseen([object[]]$Awaited) {
    foreach ($one in $Awaited) {
        foreach ($address in $one.Addresses) {
            if (-not (Test-Address $address)) { $address }
        }
    }
}

# Wait-Sync waits until every address that was added is known to Exchange Online. Where something else was done, it waits until
# synchronization has ended twice: a cycle that was running may have read the directory before the change, the next one has not.
function Wait-Sync([string]$Id, [object[]]$Awaited) {
    $Action = @{
        Id = $Id; Fix = 'wait-for-sync'; Who = ''; System = 'sync'; Table = ''; Target = ''
        Changes = @(@{ Op = ''; Attribute = ''; List = $false; Before = @(); After = @() })
    }
    $done = @($Awaited | Where-Object -FilterScript { $Script:Known.ContainsKey($_.Id) -and @('done', 'already') -ccontains $Script:Known[$_.Id] })
    if ($done.Count -eq 0) {
        if ($WhatIfPreference) { Complete-Action $Action 'would-change' 'nothing that is waited for has been done yet' }
        else { Complete-Action $Action 'skipped' 'nothing that is waited for has been done; run the stage before this one first' }
        return
    }
    $cycles = @($done | Where-Object -FilterScript { $_.Addresses.Count -eq 0 }).Count -gt 0
    $ends = @{}
    $until = [DateTime]::UtcNow.AddHours($HoursAtMost)
    while ($true) {
        if ($cycles) { $ends[(Get-LastSync)] = $true }
        $unseen = @(Get-Unseen $done)
        if ($unseen.Count -eq 0 -and (-not $cycles -or $ends.Count -gt 2)) {
            if ($WhatIfPreference) { Complete-Action $Action 'would-change' 'all is there' } else { Complete-Action $Action 'done' '' }
            return
        }
        $note = [string]$unseen.Count + ' addresses are not known to Exchange Online yet'
        if ($cycles) { $note += '; synchronization has ended ' + [string]($ends.Count - 1) + ' of 2 times' }
        if ($WhatIfPreference) {
            Complete-Action $Action 'would-change' $note
            return
        }
        if ([DateTime]::UtcNow -gt $until) {
            Complete-Action $Action 'failed' $note
            return
        }
        Write-Host $note
        Start-Sleep -Seconds (60 * $MinutesBetweenLooks)
    }
}
