namespace Soc.Model.Response.Feeds;

/// <summary>What a line of a block list is. The numbers are stored.</summary>
public enum BlockKind
{
    Unknown = 0,
    /// <summary>One address, as RFC 5952 writes it.</summary>
    Address = 1,
    /// <summary>A network in CIDR form, host bits zero.</summary>
    Network = 2,
    /// <summary>A domain and all below it, lower case, without the last dot.</summary>
    Domain = 3,
}
