using Orleans.Hosting;

namespace Soc.Silo.Clustering;

/// <summary>Membership and reminders in the PostgreSQL server of the stores.</summary>
internal static class PostgresMembership
{
    public static void Join(ISiloBuilder silo, string connectionString) => throw new NotSupportedException();

    public static void Join(IClientBuilder client, string connectionString) => throw new NotSupportedException();
}
