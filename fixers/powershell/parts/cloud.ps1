# Read-Graph reads from Microsoft Graph; nothing when the object is not there.
function Read-Graph([string]$Uri) {
    $graphStatus = 0
    $answer = Invoke-MgGraphRequest -Method 'GET' -Uri $Uri -OutputType 'HashTable' -SkipHttpErrorCheck -StatusCodeVariable 'graphStatus'
    if ([int]$graphStatus -eq 404) { return $null }
    if ([int]$graphStatus -ne 200) { throw ('Microsoft Graph answered ' + [int]$graphStatus + ' to GET ' + $Uri) }
    return $answer
}

# Get-Text is a value that a service returned, as plans write it.
function Get-Text([string]$Attribute, [object]$Value) {
    if ($null -eq $Value) { return '' }
    if ($Value -is [bool]) { if ($Value) { return 'true' } else { return 'false' } }
    $text = [Convert]::ToString($Value, [Globalization.CultureInfo]::InvariantCulture)
    if ($Attribute -ceq 'LitigationHoldDuration') { return ($text -replace '^([0-9]+)\.00:00:00$', '$1') }
    if ($text -ceq 'True' -or $text -ceq 'False') { return $text.ToLowerInvariant() }
    return $text
}

# Get-Licence are licences as texts that compare: the id, and the ids of what is disabled in it.
function Get-Licence([object[]]$Licences) {
    foreach ($licence in $Licences) {
        ([string]$licence['skuId']).ToLowerInvariant() + ':' + (@($licence['disabledPlans'] | ForEach-Object -Process { ([string]$_).ToLowerInvariant() } | Sort-Object) -join ',')
    }
}

# Get-UserState says whether a user is live or soft-deleted; nothing when it is neither.
function Get-UserState([string]$Target) {
    if ($null -ne (Read-Graph ('/v1.0/users/' + $Target + '?$select=id'))) { return 'live' }
    if ($null -ne (Read-Graph ('/v1.0/directory/deletedItems/' + $Target))) { return 'soft-deleted' }
    return ''
}

# Get-EntraValue reads what an action on an Entra user is about.
function Get-EntraValue([hashtable]$Action) {
    $values = New-Object -TypeName 'System.Collections.ArrayList'
    foreach ($change in $Action.Changes) {
        $name = $change.Attribute
        if ($change.Op -ceq 'call') {
            $state = Get-UserState $Action.Target
            if ($state -ceq '') { return @{ Gone = $true; Found = @() } }
            [void]$values.Add([string[]]@($state))
            continue
        }
        $uri = '/v1.0/users/' + $Action.Target + '?$select=' + $name
        if ($name -ceq 'onPremisesObjectIdentifier') { $uri = '/beta/users/' + $Action.Target + '?$select=' + $name }
        if ($name -ceq 'onPremisesSyncBehavior.isCloudManaged') {
            $name = 'isCloudManaged'
            $uri = '/v1.0/users/' + $Action.Target + '/onPremisesSyncBehavior?$select=isCloudManaged'
        }
        $answer = Read-Graph $uri
        if ($null -eq $answer) { return @{ Gone = $true; Found = @() } }
        if ($name -ceq 'assignedLicenses') {
            [void]$values.Add([string[]]@(Get-Licence @($answer[$name])))
            continue
        }
        $text = Get-Text $name $answer[$name]
        [void]$values.Add([string[]]@($text | Where-Object -FilterScript { $_ -cne '' }))
    }
    return @{ Gone = $false; Found = $values }
}

# Get-OneMailbox is the mailbox with an ExchangeGuid; nothing when there is none.
function Get-OneMailbox([string]$Target) {
    try { $found = @(Get-Mailbox -Identity $Target) } catch {
        if (Test-NotFound $_) { return $null }
        throw
    }
    if ($found.Count -ne 1 -or ([string]$found[0].ExchangeGuid) -ne $Target) { throw ('Exchange Online has no single mailbox with the ExchangeGuid ' + $Target) }
    return $found[0]
}

# Get-MailboxValue reads what an action on a mailbox is about.
function Get-MailboxValue([hashtable]$Action) {
    $mailbox = Get-OneMailbox $Action.Target
    if ($null -eq $mailbox) { return @{ Gone = $true; Found = @() } }
    $values = New-Object -TypeName 'System.Collections.ArrayList'
    foreach ($change in $Action.Changes) {
        $name = $change.Attribute
        if ($change.Op -ceq 'call') {
            [void]$values.Add([string[]]@(if (Test-Permission $Action.Target $change.Permission) { @($change.Before) + @($change.After) }))
            continue
        }
        $texts = foreach ($value in @($mailbox.$name)) { Get-Text $name $value }
        [void]$values.Add([string[]]@($texts | Where-Object -FilterScript { $null -ne $_ -and $_ -cne '' }))
    }
    return @{ Gone = $false; Found = $values }
}

# Test-Permission says whether a mailbox has one explicit permission. The service returns truth values as text, too.
function Test-Permission([string]$Target, [hashtable]$Permission) {
    if ($Permission.Right -ceq 'SendAs') {
        $rows = @(Get-RecipientPermission -Identity $Target -ResultSize 'Unlimited')
        foreach ($row in $rows) {
            if ([string]$row.Trustee -eq $Permission.Trustee -and [string]$row.IsInherited -ne 'True' -and ([string]$row.AccessControlType -eq 'Deny') -eq $Permission.Deny) { return $true }
        }
        return $false
    }
    foreach ($row in @(Get-MailboxPermission -Identity $Target -IncludeUnresolvedPermissions -ResultSize 'Unlimited')) {
        if ([string]$row.User -ne $Permission.Trustee -or [string]$row.IsInherited -eq 'True' -or ([string]$row.Deny -eq 'True') -ne $Permission.Deny) { continue }
        if ($Permission.Inheritance -cne '' -and [string]$row.InheritanceType -ne $Permission.Inheritance) { continue }
        # The service joins several rights with commas.
        $rights = @((@($row.AccessRights) -join ',') -split ',' | ForEach-Object -Process { $_.Trim() })
        if ($rights -contains $Permission.Right) { return $true }
    }
    return $false
}

function Invoke-Entra([hashtable]$Action) { Invoke-Action $Action { Get-EntraValue $Action } $Action.Write $LooksAfterWrite $null }

function Invoke-Mailbox([hashtable]$Action) { Invoke-Action $Action { Get-MailboxValue $Action } $Action.Write $LooksAfterWrite $null }
