#requires -Version 5.1
#requires -Modules ActiveDirectory
[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
param(
    # The one domain controller that everything is read from and written to.
    [Parameter(Mandatory = $true)]
    [string]$DomainController,

    # The forest to work in now. Needed only where the stage has actions in several.
    [string]$Forest = '',

    # Write Exchange's attributes with the ActiveDirectory module. Microsoft does not support that for remote mailboxes.
    [switch]$WithoutExchange,

    # Where the result, the transcript and the results of the other stages are.
    [string]$ResultFolder = $PSScriptRoot
)
