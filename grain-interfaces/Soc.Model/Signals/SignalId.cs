using System.IO.Hashing;
using System.Text;
using Soc.Model.Entities;

namespace Soc.Model.Signals;

/// <summary>Stable id of a signal: the same finding, found again after a crash, has the same id.</summary>
public static class SignalId
{
    /// <summary>Hash of detector, entity and window.</summary>
    /// <param name="window">What makes this finding one: a window start, a pair of event ids, a session id.</param>
    public static string Of(string detector, in EntityKey entity, string window)
    {
        var bytes = Encoding.UTF8.GetBytes($"{detector}\u001f{entity}\u001f{window}");
        return Convert.ToHexStringLower(XxHash128.Hash(bytes));
    }
}
