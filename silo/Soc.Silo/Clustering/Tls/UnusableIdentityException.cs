namespace Soc.Silo.Clustering.Tls;

/// <summary>The files of a node's identity cannot be used; the message says why and what to do, to go on a sentence with.</summary>
internal sealed class UnusableIdentityException : Exception
{
    public UnusableIdentityException()
    {
    }

    public UnusableIdentityException(string message)
        : base(message)
    {
    }

    public UnusableIdentityException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
