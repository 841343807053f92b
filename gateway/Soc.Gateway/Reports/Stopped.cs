namespace Soc.Gateway.Reports;

/// <summary>How an incident was stopped: by the first of its actions that was confirmed.</summary>
internal enum Stopped
{
    No = 0,
    /// <summary>By rule alone.</summary>
    Automatically = 1,
    /// <summary>A person wanted it, or agreed to it.</summary>
    ByHand = 2,
}
