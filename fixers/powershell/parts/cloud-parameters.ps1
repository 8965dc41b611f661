#requires -Version 5.1
[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')]
param(
    # The session is connected already: do not sign in.
    [switch]$Connected,

    # How often to look after a write, ten seconds apart, until the service shows it.
    [ValidateRange(1, 360)]
    [int]$LooksAfterWrite = 30,

    # Where the result, the transcript and the results of the other stages are.
    [string]$ResultFolder = $PSScriptRoot
)
